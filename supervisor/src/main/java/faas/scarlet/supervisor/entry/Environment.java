package faas.scarlet.supervisor.entry;

import com.fasterxml.jackson.core.type.TypeReference;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.EnvironmentVariable;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.InvalidManifestException;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.SupervisorSettings;
import faas.scarlet.supervisor.image.CacheSettings;
import faas.scarlet.supervisor.image.PullProgress;
import faas.scarlet.supervisor.run.ScriptLog;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of a supervisor process, as its environment gives them. */
public final class Environment {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private final Map<String, String> variables;

  /** Reads these variables, not the process's own. */
  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** The same with other values of some variables. */
  Environment with(Map<String, String> others) {
    var all = new TreeMap<>(variables);
    all.putAll(others);
    return new Environment(all);
  }

  /** Of cache, work, mirrors, target and stores. */
  SupervisorSettings settings(ScriptLog log) throws InvalidSettingException {
    return settings(ObjectStores.s3(stores()), log, new LoggedProgress());
  }

  /** Of cache, work, mirrors and target, with stores of one's own. */
  public SupervisorSettings settings(ObjectStores stores, ScriptLog log, PullProgress progress)
      throws InvalidSettingException {
    return new SupervisorSettings(
        images(), work(), text("SCARLET_TARGET").orElse("local"), GRACE, stores, log, progress);
  }

  /** The one function that this supervisor serves; empty where any may be asked for. */
  Optional<Function> function() throws InvalidSettingException {
    var file = text("SCARLET_FUNCTION_FILE");
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(withValues(function("SCARLET_FUNCTION_FILE", Path.of(file.get()))));
  }

  /** The values that the function's file only refers to, because they may be secret. */
  private Function withValues(Function function) throws InvalidSettingException {
    var environment = new ArrayList<EnvironmentVariable>();
    for (EnvironmentVariable variable : function.spec().environment()) {
      environment.add(variable.valueFrom() == null ? variable : withValue(variable));
    }
    return new Function(
        function.id(), function.uid(), function.spec().withEnvironment(environment));
  }

  private EnvironmentVariable withValue(EnvironmentVariable variable)
      throws InvalidSettingException {
    String value = variables.get(variable.carrier());
    if (value == null) {
      throw new InvalidSettingException(
          "%s: expected the value of the function's variable %s, found none; the pod must have it"
              .formatted(variable.carrier(), variable.name()));
    }
    return new EnvironmentVariable(variable.name(), value, null);
  }

  /** A function in a file: its JSON as the operator writes it, or a manifest. */
  static Function function(String setting, Path file) throws InvalidSettingException {
    return function(setting, read(setting, file), file.toString());
  }

  /**
   * The same as a text.
   *
   * @param source where it is from, for messages
   */
  static Function function(String setting, String text, String source)
      throws InvalidSettingException {
    try {
      var node = text.stripLeading().startsWith("{") ? Json.OWN.readTree(text) : null;
      if (node != null && node.has("id") && node.has("spec")) {
        return Json.OWN.treeToValue(node, Function.class);
      }
      var functions = Manifest.readLocal(text, source);
      if (functions.size() != 1) {
        throw new InvalidSettingException(
            "%s: expected one ScarFunction in %s, found %d"
                .formatted(setting, source, functions.size()));
      }
      return functions.getFirst();
    } catch (IOException | InvalidManifestException e) {
      throw new InvalidSettingException(setting + ": " + e.getMessage());
    }
  }

  /** Port of the HTTP server; 0 takes a free one. */
  int port() throws InvalidSettingException {
    return number("PORT", 8080, 0, 65535);
  }

  /** Address that the HTTP server listens on, if one is given. */
  Optional<String> host() {
    return text("SCARLET_HOST");
  }

  /** Attempts at once. */
  int concurrency(Optional<Function> function) throws InvalidSettingException {
    int standard =
        function
            .map(own -> own.spec().concurrency())
            .orElse(Runtime.getRuntime().availableProcessors());
    return function.isPresent() ? standard : number("SCARLET_CONCURRENCY", standard, 1, 1000);
  }

  /** Where attempts' folders are. */
  Path work() {
    return Path.of(text("SCARLET_WORK").orElse("/tmp"));
  }

  /** Where unpacked images are kept. */
  public Path cache() {
    return text("SCARLET_CACHE")
        .map(Path::of)
        .or(() -> text("XDG_CACHE_HOME").map(home -> Path.of(home, "scarlet")))
        .orElseGet(
            () ->
                Path.of(text("HOME").orElse(System.getProperty("user.home")), ".cache", "scarlet"));
  }

  /** Of the image cache: its folder, registries and limits. */
  public CacheSettings images() throws InvalidSettingException {
    return new CacheEnvironment(variables).settings(cache());
  }

  /** The object stores of SCARLET_STORES_FILE; none where it is not set. */
  public List<StoreAccess> stores() throws InvalidSettingException {
    String setting = "SCARLET_STORES_FILE";
    var file = text(setting);
    if (file.isEmpty()) {
      return List.of();
    }
    try {
      return Json.OWN.readValue(
          read(setting, Path.of(file.get())), new TypeReference<List<StoreAccess>>() {});
    } catch (IOException e) {
      // Its message could quote the file, which holds secrets.
      throw new InvalidSettingException(
          setting + ": " + file.get() + " is no JSON list of object stores");
    }
  }

  private static String read(String setting, Path file) throws InvalidSettingException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidSettingException(setting + ": " + file + " cannot be read: " + e);
    }
  }

  private int number(String name, int otherwise, int least, int most)
      throws InvalidSettingException {
    String text = text(name).orElse(Integer.toString(otherwise));
    if (!text.matches("[0-9]{1,6}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw new InvalidSettingException(
          "%s: expected a number from %d to %d, found '%s'".formatted(name, least, most, text));
    }
    return Integer.parseInt(text);
  }

  /** A variable that is set, and not blank. */
  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }
}
