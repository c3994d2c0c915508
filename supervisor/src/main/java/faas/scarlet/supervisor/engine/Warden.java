package faas.scarlet.supervisor.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * The thread that starts an enclosed program: it encloses itself first, for the kernel hands that
 * on. It stays as long as the program, because only from inside can be seen who else is inside.
 *
 * <p>Whatever thread it would start were enclosed as well, so it must start none, nor wake a
 * virtual one, which may start a carrier: it talks to one platform thread, over queues.
 */
final class Warden {
  private static final long NO_SIGNAL = 0;
  private static final int LIMIT_SECONDS = 10;

  private final SynchronousQueue<Request> requests = new SynchronousQueue<>();
  private final SynchronousQueue<Answer> answers = new SynchronousQueue<>();

  private sealed interface Request {}

  private record Find(List<Long> processes) implements Request {}

  private record Leave() implements Request {}

  private sealed interface Answer {}

  private record Started(long process) implements Answer {}

  private record Failed(IOException error) implements Answer {}

  private record Found(List<Long> inside) implements Answer {}

  /** What the thread does in the end: starts the program and tells its number. */
  @FunctionalInterface
  interface Start {
    long start() throws IOException;
  }

  /** Starts the thread and what it is there for. To be called by a platform thread only. */
  long start(Enclosure.Entry entry, Start start) throws IOException, InterruptedException {
    Rehearsal.take();
    return begin(entry, start);
  }

  private long begin(Enclosure.Entry entry, Start start) throws IOException, InterruptedException {
    Thread.ofPlatform().daemon().name("warden").start(() -> guard(entry, start));
    return switch (answer()) {
      case Started(long process) -> process;
      case Failed(IOException error) -> throw error;
      case Found _ -> throw new IllegalStateException("an answer before its question");
    };
  }

  /** Which of these processes are inside. To be called by a platform thread only. */
  List<Long> inside(List<Long> processes) throws IOException, InterruptedException {
    ask(new Find(processes));
    return answer() instanceof Found(List<Long> inside) ? inside : List.of();
  }

  /** Lets the thread end. To be called by a platform thread only. */
  void leave() throws IOException, InterruptedException {
    ask(new Leave());
  }

  private void ask(Request request) throws IOException, InterruptedException {
    if (!requests.offer(request, LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the thread that watches over an enclosed program has gone");
    }
  }

  private Answer answer() throws IOException, InterruptedException {
    var answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IOException(
          "the thread that starts an enclosed program gave no answer within "
              + LIMIT_SECONDS
              + " s");
    }
    return answer;
  }

  private void guard(Enclosure.Entry entry, Start start) {
    try {
      var answer = enterAndStart(entry, start);
      answers.put(answer);
      while (answer instanceof Started && requests.take() instanceof Find(List<Long> processes)) {
        answers.put(new Found(look(processes)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer enterAndStart(Enclosure.Entry entry, Start start) {
    try {
      entry.enter();
      return new Started(start.start());
    } catch (IOException e) {
      return new Failed(e);
    } catch (RuntimeException | Error e) {
      return new Failed(new IOException(e));
    }
  }

  private static List<Long> look(List<Long> processes) {
    var inside = new ArrayList<Long>();
    for (long process : processes) {
      if (isInside(process)) {
        inside.add(process);
      }
    }
    return inside;
  }

  /**
   * With scoped signals the kernel lets this thread signal exactly those who are inside; without
   * them it still shows the program of exactly those, unless they forbid it.
   */
  private static boolean isInside(long process) {
    if (Landlock.scopesSignals()) {
      return Libc.KILL.succeeds(process, NO_SIGNAL);
    }
    try (var arena = Arena.ofConfined()) {
      var link = arena.allocateFrom("/proc/" + process + "/exe");
      var target = arena.allocate(1);
      return Libc.READLINK.succeeds(link.address(), target.address(), target.byteSize());
    }
  }

  /**
   * Java loads a class when it is first needed, from files that an enclosed thread may not read. So
   * all that one does is done once by a thread that is not enclosed.
   */
  private static final class Rehearsal {
    private static boolean taken;

    static synchronized void take() throws IOException, InterruptedException {
      if (taken) {
        return;
      }
      var warden = new Warden();
      long self = warden.begin(Enclosure.Entry.OPEN, () -> ProcessHandle.current().pid());
      warden.inside(List.of(self));
      warden.leave();
      try {
        new Warden().begin(Enclosure.Entry.OPEN, () -> Libc.CLOSE.call(-1));
      } catch (IOException expected) {
        taken = true;
      }
    }
  }
}
