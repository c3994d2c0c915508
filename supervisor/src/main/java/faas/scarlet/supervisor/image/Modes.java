package faas.scarlet.supervisor.image;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Permissions in a shared root: as in the image, but readable for the owner, without the right to
 * write (all attempts share the files) and without set-user-id.
 */
final class Modes {
  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private Modes() {}

  static Set<PosixFilePermission> readableFile(int mode) {
    return readOnly(of(mode | 0400));
  }

  /** The owner still writes, for the directory is being filled. */
  static Set<PosixFilePermission> readableDirectory(int mode) {
    return of(mode | 0700);
  }

  static Set<PosixFilePermission> readOnly(Set<PosixFilePermission> permissions) {
    var readOnly = EnumSet.copyOf(permissions);
    readOnly.removeAll(WRITE);
    return readOnly;
  }

  private static Set<PosixFilePermission> of(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    var all = PosixFilePermission.values(); // from the owner's read to the others' execute
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
