package faas.scarlet.supervisor.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that has no name any more: it goes with this process, however that ends. */
final class Spool implements AutoCloseable {
  private final FileChannel channel;

  private Spool(FileChannel channel) {
    this.channel = channel;
  }

  /** An empty one, on the disk of this folder. */
  static Spool make(Path folder) throws IOException {
    var file = Files.createTempFile(folder, "scarlet-", ".spool");
    try {
      return new Spool(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } finally {
      Files.delete(file);
    }
  }

  /** One with the content of a file, which may then be removed. */
  static Spool of(Path file) throws IOException {
    return new Spool(FileChannel.open(file, StandardOpenOption.READ));
  }

  /** Writes where it was left off; not to be closed. */
  OutputStream output() {
    return Channels.newOutputStream(channel);
  }

  /** Reads from the start. */
  InputStream input() throws IOException {
    return Channels.newInputStream(channel.position(0));
  }

  long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
