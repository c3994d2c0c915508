package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.disk.Tree;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A root that is being made, layer by layer. Nothing that an entry says leads out of it: parents
 * are resolved link by link inside the root, and what stands where an entry goes is removed, never
 * followed. All that happens is noted in a listing, in the end the image's table of contents.
 */
final class RootFolder implements AutoCloseable {
  private static final int MOST_REMEMBERED = 10_000;

  private final Path root;
  private final Path listing;
  private final EntryLog.Writer log;

  /** Real folders by their names in entries; a name can lead through links. */
  private final Map<String, Path> parents = new HashMap<>();

  RootFolder(Path root, Path listing) throws IOException {
    this.root = Files.createDirectories(root);
    this.listing = listing;
    this.log = new EntryLog.Writer(listing);
  }

  void directory(LayerEntry entry) throws IOException {
    var path = place(entry.name());
    if (path.equals(root)) {
      return;
    }
    try {
      Files.createDirectory(path, Modes.OWN);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        remove(path);
        Files.createDirectory(path, Modes.OWN);
      }
    }
    log.add(entry.named(name(path)));
  }

  /** Puts a file where it belongs, an empty one where it has no content. */
  void file(LayerEntry entry, Optional<Path> content) throws IOException {
    var path = place(entry.name());
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      remove(path);
    }
    if (content.isPresent()) {
      Files.move(content.get(), path, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.createFile(path);
      Files.setPosixFilePermissions(path, Modes.of(Modes.readOnlyFile(entry.mode())));
    }
    log.add(entry.named(name(path)));
  }

  void link(LayerEntry entry) throws IOException {
    link(place(entry.name()), entry.target());
  }

  private void link(Path path, String target) throws IOException {
    int depth = root.relativize(path).getNameCount() - 1;
    var safe = Path.of(LinkTarget.relative(target, depth));
    try {
      Files.createSymbolicLink(path, safe);
    } catch (FileAlreadyExistsException e) {
      remove(path);
      Files.createSymbolicLink(path, safe);
    }
    log.add(LayerEntry.link(name(path), safe.toString()));
  }

  /** A second name for a file that the image already has. */
  void hardLink(LayerEntry entry) throws IOException {
    var existing = ScopedPath.parentFollowed(root, entry.target());
    var path = place(entry.name());
    if (path.equals(existing)) {
      return;
    }
    if (Files.isSymbolicLink(existing)) {
      // Its target is relative to where it stands, so the same link elsewhere is another one.
      link(path, Files.readSymbolicLink(existing).toString());
      return;
    }
    if (!Files.isRegularFile(existing, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          "hard link %s to %s, which is no file".formatted(entry.name(), entry.target()));
    }
    try {
      Files.createLink(path, existing);
    } catch (FileAlreadyExistsException e) {
      remove(path);
      Files.createLink(path, existing);
    }
    log.add(LayerEntry.hardLink(name(path), name(existing)));
  }

  /** Removes what lower layers have under this name; never through a link. */
  void whiteout(String name) throws IOException {
    var path = root.resolve(name);
    if (isReached(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      remove(path);
    }
  }

  /** Removes all that lower layers have in this directory; never through a link. */
  void opaque(String name) throws IOException {
    var path = root.resolve(name);
    if (!isReached(path) || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var children = Files.newDirectoryStream(path)) {
      for (Path child : children) {
        remove(child);
      }
    }
  }

  /**
   * Makes the places that engines mount something on, then gives directories their times and takes
   * the right to write away: that had to wait until they were full.
   */
  void finish() throws IOException {
    MountPoints.make(this, root);
    close();
    try (var entries = new EntryLog.Reader(listing)) {
      for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
        if (entry.get().kind() == LayerEntry.Kind.DIRECTORY) {
          finish(root.resolve(entry.get().name()), entry.get());
        }
      }
    }
    Files.setPosixFilePermissions(root, Modes.of(Modes.readOnlyDirectory(0755)));
  }

  private static void finish(Path path, LayerEntry entry) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(path, Modes.of(Modes.readOnlyDirectory(entry.mode())));
      if (entry.modified() != LayerEntry.UNKNOWN) {
        FileMaker.setTime(path, entry.modified());
      }
    }
  }

  private boolean isReached(Path path) {
    if (path.equals(root)) {
      return true;
    }
    for (Path at = path.getParent(); at != null && !at.equals(root); at = at.getParent()) {
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  private void remove(Path path) throws IOException {
    if (path.equals(root)) {
      throw new IOException("an entry would replace the root itself");
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      parents.clear();
    }
    Tree.delete(path);
    log.add(LayerEntry.removed(name(path)));
  }

  /** Where an entry goes: its parent followed inside the root and made where it is missing. */
  private Path place(String name) throws IOException {
    int slash = name.lastIndexOf('/');
    String parent = slash < 0 ? "" : name.substring(0, slash);
    var folder = parents.get(parent);
    if (folder == null) {
      folder = ScopedPath.follow(root, parent);
      makeDirectories(folder);
      if (parents.size() >= MOST_REMEMBERED) {
        parents.clear();
      }
      parents.put(parent, folder);
    }
    return name.isEmpty() ? root : folder.resolve(name.substring(slash + 1));
  }

  private void makeDirectories(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var parent = folder.getParent();
    if (parent != null) {
      makeDirectories(parent);
    }
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      remove(folder); // a file of a lower layer
    }
    Files.createDirectory(folder, Modes.OWN);
    log.add(LayerEntry.directory(name(folder), 0755, LayerEntry.UNKNOWN));
  }

  private String name(Path path) {
    return root.relativize(path).toString();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
