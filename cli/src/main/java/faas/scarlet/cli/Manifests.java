package faas.scarlet.cli;

import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.InvalidManifestException;
import faas.scarlet.model.function.LocalRules;
import faas.scarlet.model.function.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the manifests that a user names. */
final class Manifests {
  private Manifests() {}

  /** The one function of a file. */
  static Function readFile(Path file) throws UserError, IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " is not a file; give the manifest of a function");
    }
    var functions = readLocal(file);
    if (functions.size() != 1) {
      throw new UserError(
          "%s: expected one ScarFunction, found %d; give a file with one"
              .formatted(file, functions.size()));
    }
    return functions.getFirst();
  }

  /**
   * The functions of all manifests directly in a folder; an invalid one is said and passed over.
   */
  static List<Function> readFolder(Path folder) throws UserError, IOException {
    if (!Files.isDirectory(folder)) {
      throw new UserError(folder + " is not a folder; give a folder with ScarFunction manifests");
    }
    var functions = new ArrayList<Function>();
    for (Path file : files(folder)) {
      try {
        functions.addAll(readLocal(file));
      } catch (UserError e) {
        System.err.println("scarlet: passed over, until it is mended: " + e.getMessage());
      }
    }
    if (functions.isEmpty()) {
      throw new UserError("no valid ScarFunction in " + folder + "; see examples/ for some");
    }
    return List.copyOf(functions);
  }

  /** What may be a manifest, directly in a folder, by name. */
  static List<Path> files(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    try (var found = Files.newDirectoryStream(folder, "*.{yaml,yml,json}")) {
      found.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  /** The functions of a file for this machine; what has no meaning here is said. */
  private static List<Function> readLocal(Path file) throws UserError, IOException {
    try {
      var functions = Manifest.readLocal(Files.readString(file), file.toString());
      for (var function : functions) {
        LocalRules.passedOver(function.spec())
            .forEach(field -> System.err.println("scarlet: " + file + ": " + field));
      }
      return functions;
    } catch (InvalidManifestException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** The functions of a file for whatever place; it may hold other documents as well. */
  static List<Function> read(Path file) throws UserError, IOException {
    try {
      return Manifest.read(Files.readString(file), file.toString());
    } catch (InvalidManifestException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
