package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/** An archive that is a folder. */
record FolderParts(Path folder) implements ArchiveParts {
  @Override
  public boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  @Override
  public long size(String name) throws IOException {
    return Files.size(folder.resolve(name));
  }

  @Override
  public InputStream open(String name, long offset) throws IOException {
    var channel = Files.newByteChannel(folder.resolve(name));
    return Channels.newInputStream(channel.position(offset));
  }

  @Override
  public void close() {}
}
