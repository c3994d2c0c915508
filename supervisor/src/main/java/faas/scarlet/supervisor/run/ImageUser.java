package faas.scarlet.supervisor.run;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.engine.User;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.Image;
import faas.scarlet.supervisor.image.ScopedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The user that an image names, by number or by a name in its own {@code /etc/passwd}. */
final class ImageUser {
  private static final String NUMBER = "\\d{1,9}";

  private ImageUser() {}

  static User of(Image image) throws Fault {
    String named = image.config().user();
    if (named.isEmpty()) {
      return User.ROOT;
    }
    try {
      String[] parts = named.split(":", 2);
      var entry = entry(image.root(), "/etc/passwd", parts[0]);
      long id = number(image, parts[0], entry.map(fields -> fields.get(2)));
      if (parts.length == 1) {
        return new User(id, entry.map(fields -> Long.parseLong(fields.get(3))).orElse(0L));
      }
      var group = entry(image.root(), "/etc/group", parts[1]);
      return new User(id, number(image, parts[1], group.map(fields -> fields.get(2))));
    } catch (IOException | NumberFormatException e) {
      throw new Fault(
          Reason.IMAGE_CORRUPT,
          "image %s: its users cannot be read".formatted(image.reference()),
          e);
    }
  }

  private static long number(Image image, String name, Optional<String> found) throws Fault {
    if (name.matches(NUMBER)) {
      return Long.parseLong(name);
    }
    return Long.parseLong(
        found.orElseThrow(
            () ->
                new Fault(
                    Reason.IMAGE_CORRUPT,
                    "image %s is to run as %s, whom its /etc/passwd or /etc/group does not have"
                        .formatted(image.reference(), name))));
  }

  /** The line of a name or a number, in its fields. */
  private static Optional<List<String>> entry(Path root, String file, String name)
      throws IOException {
    var path = ScopedPath.follow(root, file);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    return Files.readAllLines(path, StandardCharsets.ISO_8859_1).stream()
        .map(line -> List.of(line.split(":", -1)))
        .filter(fields -> fields.size() >= 4)
        .filter(fields -> fields.get(0).equals(name) || fields.get(2).equals(name))
        .findFirst();
  }
}
