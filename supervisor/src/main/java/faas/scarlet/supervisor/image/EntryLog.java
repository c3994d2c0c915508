package faas.scarlet.supervisor.image;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Entries in a file, in the order in which they came: an image may have millions. */
final class EntryLog {
  private static final int BUFFER = 1 << 16;

  private EntryLog() {}

  /** Adds entries to a new file. */
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;

    Writer(Path file) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    void add(LayerEntry entry) throws IOException {
      out.writeByte(entry.kind().code());
      write(entry.name());
      write(entry.target());
      out.writeShort(entry.mode());
      out.writeLong(entry.size());
      out.writeLong(entry.modified());
      out.writeLong(entry.checksum());
    }

    private void write(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads them back. */
  static final class Reader implements AutoCloseable {
    private final Path file;
    private final DataInputStream in;

    Reader(Path file) throws IOException {
      this.file = file;
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    /** The next entry; empty at the end. */
    Optional<LayerEntry> next() throws IOException {
      int kind = in.read();
      if (kind < 0) {
        return Optional.empty();
      }
      return Optional.of(
          new LayerEntry(
              kind(kind),
              text(),
              text(),
              in.readUnsignedShort(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }

    private LayerEntry.Kind kind(int code) throws IOException {
      for (LayerEntry.Kind kind : LayerEntry.Kind.values()) {
        if (kind.code() == code) {
          return kind;
        }
      }
      throw new IOException(file + " is damaged");
    }

    private String text() throws IOException {
      int length = in.readInt();
      if (length < 0 || length > 1 << 20) {
        throw new IOException(file + " is damaged");
      }
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
