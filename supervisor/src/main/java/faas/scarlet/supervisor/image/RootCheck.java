package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Compares a root with its listing. The checksum finds damage, not a clever change. {@code /tmp} is
 * left out: an attempt may have it for its own, for engines that mount nothing.
 */
final class RootCheck {
  private static final String TEMPORARY = "tmp";

  private final Digest digest;
  private final ImageFolder folder;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private final List<Damage> damages = new ArrayList<>();

  RootCheck(Digest digest, ImageFolder folder) {
    this.digest = digest;
    this.folder = folder;
  }

  List<Damage> damages() throws IOException {
    NavigableMap<String, LayerEntry> expected;
    try {
      expected = expected();
    } catch (IOException e) {
      report("", "its listing cannot be read: " + e);
      return damages;
    }
    for (LayerEntry entry : expected.values()) {
      check(entry);
    }
    findStrangers(expected);
    return damages;
  }

  /** The listing tells what happened one after the other; what is left at its end is expected. */
  private NavigableMap<String, LayerEntry> expected() throws IOException {
    var expected = new TreeMap<String, LayerEntry>();
    try (var entries = new EntryLog.Reader(folder.listing())) {
      for (var next = entries.next(); next.isPresent(); next = entries.next()) {
        var entry = next.get();
        switch (entry.kind()) {
          case REMOVED -> remove(expected, entry.name());
          case HARD_LINK -> {
            var target = expected.get(entry.target());
            if (target != null) {
              expected.put(entry.name(), target.named(entry.name()));
            }
          }
          case DIRECTORY, FILE, LINK -> expected.put(entry.name(), entry);
          case EMPTIED -> {} // of layers, not of roots
        }
      }
    }
    remove(expected, TEMPORARY);
    return expected;
  }

  private static void remove(NavigableMap<String, LayerEntry> entries, String name) {
    entries.remove(name);
    // '0' is the character after '/'.
    entries.subMap(name + "/", name + "0").clear();
  }

  private void check(LayerEntry entry) throws IOException {
    var path = folder.root().resolve(entry.name());
    try {
      var found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      switch (entry.kind()) {
        case DIRECTORY -> {
          if (!found.isDirectory()) {
            report(entry.name(), "expected a directory, found something else");
          } else {
            checkMode(entry, path, Modes.readOnlyDirectory(entry.mode()));
          }
        }
        case LINK -> checkLink(entry, path, found);
        default -> checkFile(entry, path, found);
      }
    } catch (NoSuchFileException e) {
      report(entry.name(), "it is missing");
    }
  }

  private void checkLink(LayerEntry entry, Path path, BasicFileAttributes found)
      throws IOException {
    if (!found.isSymbolicLink()
        || !Files.readSymbolicLink(path).toString().equals(entry.target())) {
      report(entry.name(), "expected a link to " + entry.target());
    }
  }

  private void checkFile(LayerEntry entry, Path path, BasicFileAttributes found)
      throws IOException {
    if (!found.isRegularFile() || found.size() != entry.size()) {
      report(
          entry.name(),
          "expected a file of %d bytes, found %d".formatted(entry.size(), found.size()));
    } else if (entry.checksum() != LayerEntry.UNKNOWN && checksum(path) != entry.checksum()) {
      report(entry.name(), "its content is not what was pulled");
    } else {
      checkMode(entry, path, Modes.readOnlyFile(entry.mode()));
    }
  }

  private void checkMode(LayerEntry entry, Path path, int expected) throws IOException {
    int found = Modes.bits(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    if (found != expected) {
      report(entry.name(), "expected mode %o, found %o".formatted(expected, found));
    }
  }

  private long checksum(Path path) throws IOException {
    var checksum = new CRC32();
    try (var channel = FileChannel.open(path)) {
      while (channel.read(buffer.clear()) >= 0) {
        checksum.update(buffer.flip());
      }
    }
    return checksum.getValue();
  }

  private void findStrangers(Map<String, LayerEntry> expected) throws IOException {
    Files.walkFileTree(
        folder.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            if (path.equals(folder.root().resolve(TEMPORARY))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            return visitFile(path, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String name = folder.root().relativize(path).toString();
            if (!name.isEmpty() && !expected.containsKey(name)) {
              report(name, "it does not belong here");
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void report(String path, String problem) {
    damages.add(new Damage(digest, path, problem));
  }
}
