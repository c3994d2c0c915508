package faas.scarlet.supervisor.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An archive that is a tar file: its headers are read once, its files from where they are. */
final class TarParts implements ArchiveParts {
  private static final int MOST_ENTRIES = 100_000;

  private final FileChannel channel;
  private final Map<String, Place> places = new HashMap<>();

  /** Old archives of docker have one layer under two names. */
  private final Map<String, String> links = new HashMap<>();

  private record Place(long offset, long size) {}

  TarParts(FileChannel channel) throws IOException {
    this.channel = channel;
    try {
      scan();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void scan() throws IOException {
    var header = new TarHeader();
    long at = 0;
    while (filled(header, at) && places.size() < MOST_ENTRIES) {
      header.check();
      String name = EntryName.of(header.name());
      long size = header.size();
      if (size < 0 || size > channel.size()) {
        throw new EOFException("it ends in the middle of " + name);
      }
      switch (header.type()) {
        case '0', 0 -> places.put(name, new Place(at + TarHeader.SIZE, size));
        case '1' -> links.put(name, EntryName.of(header.link()));
        case '2' ->
            links.put(
                name,
                Path.of("/" + name)
                    .resolveSibling(header.link())
                    .normalize()
                    .toString()
                    .substring(1));
        default -> {} // folders, and extended headers: names in images are short
      }
      at += TarHeader.SIZE + size + (-size & (TarHeader.SIZE - 1));
    }
  }

  /** Whether there is a header at this place. */
  private boolean filled(TarHeader header, long at) throws IOException {
    var block = ByteBuffer.wrap(header.block());
    while (block.hasRemaining()) {
      if (channel.read(block, at + block.position()) < 0) {
        return false;
      }
    }
    return !header.isEmpty();
  }

  @Override
  public boolean has(String name) {
    return places.containsKey(links.getOrDefault(name, name));
  }

  @Override
  public long size(String name) throws IOException {
    return place(name).size;
  }

  private Place place(String name) throws IOException {
    var place = places.get(links.getOrDefault(name, name));
    if (place == null) {
      throw new NoSuchFileException(name, null, "the archive does not have it");
    }
    return place;
  }

  @Override
  public InputStream open(String name, long offset) throws IOException {
    var place = place(name);
    return new Part(place.offset + offset, place.offset + place.size);
  }

  /** Several are read at the same time, so each has a position of its own. */
  private final class Part extends InputStream {
    private long at;
    private final long end;

    Part(long at, long end) {
      this.at = at;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int most = (int) Math.min(length, end - at);
      int n = most <= 0 ? -1 : channel.read(ByteBuffer.wrap(buffer, from, most), at);
      at += Math.max(0, n);
      return n;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
