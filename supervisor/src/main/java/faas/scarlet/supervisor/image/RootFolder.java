package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.disk.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A root that is being made, layer by layer. Nothing that an entry says leads out of it: parents
 * are resolved link by link inside the root, and what stands where an entry goes is removed, never
 * followed.
 */
final class RootFolder {
  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path root;
  private final Set<Path> directories = new HashSet<>();
  private final Set<Path> ofThisLayer = new HashSet<>();
  private final Map<String, Path> parents = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  RootFolder(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root);
    directories.add(root);
  }

  /** What came so far is lower from now on: whiteouts of the next layer remove it. */
  void nextLayer() {
    ofThisLayer.clear();
  }

  void directory(String name, int mode) throws IOException {
    var path = place(name);
    if (path.equals(root)) {
      return;
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      remove(path);
      Files.createDirectory(path);
    }
    Files.setPosixFilePermissions(path, Modes.readableDirectory(mode));
    directories.add(path);
    added(path);
  }

  void file(String name, int mode, FileTime modified, InputStream content) throws IOException {
    var path = place(name);
    try (var channel = create(path, mode)) {
      var in = Channels.newChannel(content);
      while (in.read(buffer.clear()) >= 0) {
        channel.write(buffer.flip());
      }
    }
    Files.setLastModifiedTime(path, modified);
    added(path);
  }

  private FileChannel create(Path path, int mode) throws IOException {
    var permissions = PosixFilePermissions.asFileAttribute(Modes.readableFile(mode));
    try {
      return FileChannel.open(path, NEW_FILE, permissions);
    } catch (FileAlreadyExistsException e) {
      remove(path);
      return FileChannel.open(path, NEW_FILE, permissions);
    }
  }

  void link(String name, String target) throws IOException {
    var path = place(name);
    remove(path);
    Files.createSymbolicLink(
        path, Path.of(LinkTarget.relative(target, root.relativize(path).getNameCount() - 1)));
    parents.clear();
    added(path);
  }

  /** A second name for a file that the image already has. */
  void hardLink(String name, String target) throws IOException {
    var existing = ScopedPath.parentFollowed(root, EntryName.of(target));
    var path = place(name);
    if (path.equals(existing)) {
      return;
    }
    if (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)
        || Files.isDirectory(existing, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("hard link " + name + " to " + target + ", which is no file");
    }
    remove(path);
    Files.createLink(path, existing);
    added(path);
  }

  /** Removes what lower layers have under this name; never through a link. */
  void whiteout(String name) throws IOException {
    var path = root.resolve(name);
    if (isReached(path)) {
      removeLower(path);
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
        removeLower(child);
      }
    }
  }

  /** Makes the places that engines mount something on, and takes the right to write away. */
  void finish() throws IOException {
    nextLayer();
    MountPoints.make(this, root);
    for (Path directory : directories) {
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.setPosixFilePermissions(
            directory, Modes.readOnly(Files.getPosixFilePermissions(directory)));
      }
    }
  }

  private void removeLower(Path path) throws IOException {
    if (!ofThisLayer.contains(path)) {
      remove(path);
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (var children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          removeLower(child);
        }
      }
    }
  }

  private boolean isReached(Path path) {
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
    Tree.delete(path);
    parents.clear();
  }

  /** Where an entry goes: its parent followed inside the root and made where it is missing. */
  private Path place(String name) throws IOException {
    int slash = name.lastIndexOf('/');
    String parent = slash < 0 ? "" : name.substring(0, slash);
    var folder = parents.get(parent);
    if (folder == null) {
      folder = ScopedPath.follow(root, parent);
      makeDirectories(folder);
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
    Files.createDirectory(folder);
    directories.add(folder);
    added(folder);
  }

  private void added(Path path) {
    for (Path at = path; at != null && ofThisLayer.add(at); at = at.getParent()) {
      if (at.equals(root)) {
        return;
      }
    }
  }
}
