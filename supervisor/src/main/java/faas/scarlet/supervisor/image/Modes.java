package faas.scarlet.supervisor.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Permissions in a shared root: as in the image, but readable for the owner, without the right to
 * write (all attempts share the files) and without set-user-id.
 */
final class Modes {
  private static final PosixFilePermission[] BITS = PosixFilePermission.values();

  /** For a directory that is being filled. */
  static final FileAttribute<Set<PosixFilePermission>> OWN =
      PosixFilePermissions.asFileAttribute(of(0700));

  private Modes() {}

  static int readOnlyFile(int mode) {
    return (mode | 0400) & 0555;
  }

  static int readOnlyDirectory(int mode) {
    return (mode | 0500) & 0555;
  }

  /** The nine bits of {@code rwxrwxrwx}. */
  static Set<PosixFilePermission> of(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < BITS.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(BITS[i]);
      }
    }
    return permissions;
  }

  static int bits(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (int i = 0; i < BITS.length; i++) {
      mode |= permissions.contains(BITS[i]) ? 0400 >> i : 0;
    }
    return mode;
  }

  /** Whether the process's umask takes rights from files that are made in this folder. */
  static boolean areMasked(Path folder) throws IOException {
    var probe = folder.resolve("umask");
    Files.createFile(probe, PosixFilePermissions.asFileAttribute(of(0777)));
    int made = bits(Files.getPosixFilePermissions(probe));
    Files.delete(probe);
    return (made & 0555) != 0555;
  }
}
