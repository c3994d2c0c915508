package faas.scarlet.gateway.catalogue;

import static java.util.stream.Collectors.toMap;

import faas.scarlet.gateway.Periodic;
import faas.scarlet.gateway.Quoted;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.InvalidManifestException;
import faas.scarlet.model.function.LocalRules;
import faas.scarlet.model.function.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The manifests of a folder, not of folders in it. Changes take effect within a second or two. What
 * is wrong with a manifest is told, and the functions that it had before go on.
 */
public final class FolderCatalogue implements Catalogue, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FolderCatalogue.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Path folder;
  private final ChangeListeners listeners = new ChangeListeners();
  private final Periodic watch;
  private Map<Path, Stamp> stamps = Map.of();
  private final Map<Path, List<Function>> read = new HashMap<>();
  private final Map<Path, List<CatalogueProblem>> wrong = new TreeMap<>();
  private volatile List<CataloguedFunction> functions = List.of();
  private volatile List<CatalogueProblem> problems = List.of();

  private FolderCatalogue(Path folder) {
    this.folder = folder;
    watch = new Periodic("catalogue", LOOK, this::refresh);
  }

  /**
   * Reads the folder, and goes on watching it.
   *
   * @throws IllegalStateException where there is no such folder
   */
  public static FolderCatalogue open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "scarlet.catalogue.folder: expected a folder of manifests, found none at " + folder);
    }
    var catalogue = new FolderCatalogue(folder);
    catalogue.refresh();
    catalogue.watch.start();
    return catalogue;
  }

  @Override
  public List<CataloguedFunction> functions() {
    return functions;
  }

  @Override
  public List<CatalogueProblem> problems() {
    return problems;
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    watch.close();
  }

  private void refresh() {
    var now = look();
    if (now.equals(stamps)) {
      return;
    }
    read.keySet().retainAll(now.keySet());
    wrong.keySet().retainAll(now.keySet());
    for (var file : now.entrySet()) {
      if (!file.getValue().equals(stamps.get(file.getKey()))) {
        read(file.getKey());
      }
    }
    stamps = now;
    var twice = new ArrayList<CatalogueProblem>();
    functions = distinct(twice);
    problems =
        Stream.concat(wrong.values().stream().flatMap(List::stream), twice.stream()).toList();
    LOG.infof(
        "catalogue read folder=%s functions=%d", Quoted.of(folder.toString()), functions.size());
    listeners.tell();
  }

  private Map<Path, Stamp> look() {
    try (var files = Files.list(folder)) {
      return files
          .filter(FolderCatalogue::isManifest)
          .collect(toMap(file -> file, Stamp::of, (a, _) -> a, TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private void read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      var functions = Manifest.readLocal(Files.readString(file), name);
      functions.forEach(function -> logPassedOver(name, function));
      read.put(file, functions);
      wrong.remove(file);
    } catch (InvalidManifestException e) {
      wrong.put(
          file,
          e.problems().stream()
              .map(problem -> new CatalogueProblem(name, problem.path(), problem.message()))
              .toList());
    } catch (IOException e) {
      wrong.put(file, List.of(new CatalogueProblem(name, "", "cannot be read: " + e)));
    }
    wrong.getOrDefault(file, List.of()).forEach(FolderCatalogue::log);
  }

  private static void logPassedOver(String file, Function function) {
    for (var field : LocalRules.passedOver(function.spec())) {
      LOG.warnf(
          "manifest file=%s function=%s field=%s message=%s",
          Quoted.of(file), function.id(), Quoted.of(field.path()), Quoted.of(field.message()));
    }
  }

  private static void log(CatalogueProblem problem) {
    LOG.warnf(
        "manifest refused file=%s field=%s message=%s",
        Quoted.of(problem.source()), Quoted.of(problem.field()), Quoted.of(problem.message()));
  }

  /** A function that two files define is taken from the first one by name. */
  private List<CataloguedFunction> distinct(List<CatalogueProblem> twice) {
    var byId = new TreeMap<String, Function>();
    for (Path file : stamps.keySet()) {
      for (Function function : read.getOrDefault(file, List.of())) {
        FunctionId id = function.id();
        if (byId.putIfAbsent(id.toString(), function) != null) {
          var problem =
              new CatalogueProblem(
                  String.valueOf(file.getFileName()),
                  "metadata.name",
                  "another file defines %s already; give one of them another name".formatted(id));
          twice.add(problem);
          log(problem);
        }
      }
    }
    return byId.values().stream()
        .map(function -> new CataloguedFunction(function, Optional.empty(), true))
        .toList();
  }

  private static boolean isManifest(Path file) {
    String name = String.valueOf(file.getFileName());
    return (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))
        && !name.startsWith(".")
        && Files.isRegularFile(file);
  }

  /** Tells one version of a file from the next. */
  private record Stamp(long modified, long size) {
    static Stamp of(Path file) {
      try {
        return new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
      } catch (IOException e) {
        // Removed since it was listed; the next look will not find it.
        return new Stamp(0, 0);
      }
    }
  }
}
