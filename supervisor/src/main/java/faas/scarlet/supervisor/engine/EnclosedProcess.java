package faas.scarlet.supervisor.engine;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A program with an enclosure around it: files, and signals, by the kernel. */
public final class EnclosedProcess extends Process {
  private static final long CLOSE_ON_EXEC = 0x80000;
  private static final int SIGNALLED = 0x7f;
  private static final int KILL = 9;
  private static final int TERM = 15;

  private final Warden warden;
  private final long pid;
  private final InputStream output;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private EnclosedProcess(Warden warden, long pid, InputStream output) {
    this.warden = warden;
    this.pid = pid;
    this.output = output;
  }

  /** Starts a launch. To be called by a platform thread only, which warden and waiter stem from. */
  static EnclosedProcess start(Launch launch, Enclosure enclosure)
      throws IOException, InterruptedException {
    try (var arena = Arena.ofShared()) {
      var ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      Libc.PIPE.call(ends.address(), CLOSE_ON_EXEC);
      long read = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
      long write = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
      try (var entry = enclosure.entry(arena)) {
        var warden = new Warden();
        var spawn = new Spawn(arena, launch, write);
        long pid = warden.start(entry, spawn::start);
        var output = new FileInputStream("/proc/self/fd/" + read);
        var process = new EnclosedProcess(warden, pid, output);
        Thread.ofPlatform().daemon().name("waiter").start(process::await);
        return process;
      } finally {
        Libc.CLOSE.call(read);
        Libc.CLOSE.call(write);
      }
    }
  }

  private void await() {
    try (var arena = Arena.ofConfined()) {
      var status = arena.allocate(ValueLayout.JAVA_INT);
      Libc.WAITPID.call(pid, status.address(), 0);
      int code = status.get(ValueLayout.JAVA_INT, 0);
      int signal = code & SIGNALLED;
      exit.complete(signal == 0 ? code >> 8 & 0xff : 128 + signal);
    } catch (IOException e) {
      exit.completeExceptionally(e);
    }
  }

  /** Whether {@link #members} misses nobody, whatever a process does to hide. */
  public boolean knowsMembers() {
    return Landlock.scopesSignals();
  }

  /**
   * All that runs inside the enclosure, also what has left its parent, its session and its
   * environment; empty where the kernel has no Landlock.
   */
  public List<ProcessHandle> members() throws InterruptedException {
    if (Landlock.version() == 0) {
      return List.of();
    }
    String own = Long.toString(ProcessHandle.current().pid());
    // Names alone: to ask Java for all processes reads a file of each.
    var names = new File("/proc").list((_, name) -> isNumber(name) && !name.equals(own));
    var all = Stream.ofNullable(names).flatMap(Stream::of).map(Long::valueOf).toList();
    return ask(() -> warden.inside(all)).stream()
        .flatMap(process -> ProcessHandle.of(process).stream())
        .toList();
  }

  private static boolean isNumber(String name) {
    return Character.isDigit(name.charAt(0));
  }

  /** Gives up what watches over the enclosure; nobody can be found in it any more. */
  public void leave() throws InterruptedException {
    ask(
        () -> {
          warden.leave();
          return true;
        });
  }

  private static <T> T ask(Callable<T> task) throws InterruptedException {
    try {
      return Starter.PLAIN.ask(task);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for process " + pid, e);
    }
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      exit.get(timeout, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for process " + pid, e);
    }
  }

  @Override
  public int exitValue() {
    if (!exit.isDone()) {
      throw new IllegalThreadStateException("process " + pid + " still runs");
    }
    return exit.join();
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone();
  }

  @Override
  public void destroy() {
    signal(TERM);
  }

  @Override
  public Process destroyForcibly() {
    signal(KILL);
    return this;
  }

  @Override
  public ProcessHandle toHandle() {
    return ProcessHandle.of(pid).orElseThrow();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
  }

  private void signal(int signal) {
    if (isAlive()) {
      Libc.KILL.succeeds(pid, signal);
    }
  }
}
