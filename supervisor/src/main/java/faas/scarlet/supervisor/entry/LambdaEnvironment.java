package faas.scarlet.supervisor.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.storage.StoragePath;
import faas.scarlet.model.storage.StoreAccess;
import faas.scarlet.supervisor.SupervisorSettings;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.run.ScriptLog;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The settings of a supervisor on Lambda, where the platform gives a disk, a role's session and
 * little else.
 */
final class LambdaEnvironment {
  private static final String FUNCTION = "SCARLET_FUNCTION";
  private static final String CACHE = "SCARLET_CACHE";
  private static final String REFERENCE = "s3://";
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]+={0,2}\\s*");

  /** Of the disk, for attempts' files: an eighth, but not less than this. */
  private static final long LEAST_FOR_ATTEMPTS = 64L << 20;

  private static final int SHARE_FOR_ATTEMPTS = 8;
  private static final List<String> SESSION =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_REGION",
          "AWS_DEFAULT_REGION");

  private final Environment environment;

  LambdaEnvironment(Environment environment) {
    var ours = new LinkedHashMap<>(Map.of("SCARLET_TARGET", "lambda"));
    if (environment.text(CACHE).isEmpty()) {
      ours.put(CACHE, "/tmp/scarlet-cache");
    }
    this.environment = environment.with(ours);
  }

  /** The stores that somebody has set up; else, under every name, the S3 of the role. */
  ObjectStores stores() throws InvalidSettingException {
    var declared = environment.stores();
    var key = environment.text("AWS_ACCESS_KEY_ID");
    var secret = environment.text("AWS_SECRET_ACCESS_KEY");
    if (!declared.isEmpty() || key.isEmpty() || secret.isEmpty()) {
      return ObjectStores.s3(declared);
    }
    String region = environment.text("AWS_REGION").orElse("us-east-1");
    var endpoint =
        environment.text("AWS_ENDPOINT_URL_S3").or(() -> environment.text("AWS_ENDPOINT_URL"));
    var access =
        new StoreAccess(
            StoragePath.DEFAULT_STORE,
            URI.create(endpoint.orElse("https://s3.%s.%s".formatted(region, domain(region)))),
            region,
            endpoint.isPresent(),
            key.get(),
            secret.get());
    return ObjectStores.ofRole(access, environment.text("AWS_SESSION_TOKEN"));
  }

  private static String domain(String region) {
    return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  }

  /** Of cache, work and the rest; images get what the disk has, without some for attempts. */
  SupervisorSettings settings(ObjectStores stores, ScriptLog log)
      throws InvalidSettingException, IOException {
    var settings = environment.settings(stores, log, new LoggedProgress());
    var images = settings.images();
    // a FileStore would want the list of mounts, which not every place has
    long disk = Files.createDirectories(images.folder()).toFile().getTotalSpace();
    long attempts = Math.max(LEAST_FOR_ATTEMPTS, disk / SHARE_FOR_ATTEMPTS);
    return new SupervisorSettings(
        disk == 0 ? images : images.within(Math.max(1, disk - attempts), "ephemeralStorage"),
        settings.work(),
        settings.target(),
        settings.grace(),
        settings.stores(),
        settings.log(),
        settings.progress());
  }

  /**
   * The function that this one is: in the variable itself, plain or in base64, or where it says, or
   * in a file.
   */
  Function function(ObjectStores stores) throws InvalidSettingException {
    var given = environment.text(FUNCTION).map(String::strip);
    if (given.isEmpty()) {
      return exposed(
          environment
              .function()
              .orElseThrow(
                  () ->
                      new InvalidSettingException(
                          FUNCTION
                              + ": required, but missing; expected a function as JSON, that in base64, or s3://BUCKET/KEY")));
    }
    String text = given.get();
    if (text.startsWith(REFERENCE)) {
      return exposed(fetched(stores, text));
    }
    return exposed(Environment.function(FUNCTION, plain(text), FUNCTION));
  }

  private static String plain(String text) throws InvalidSettingException {
    if (!BASE64.matcher(text).matches()) {
      return text;
    }
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(FUNCTION + ": expected JSON or base64: " + e.getMessage());
    }
  }

  private Function fetched(ObjectStores stores, String reference) throws InvalidSettingException {
    var place = StoragePath.parse(reference.substring(REFERENCE.length()));
    try {
      var folder = Files.createDirectories(environment.work());
      var file = folder.resolve("function-" + UUID.randomUUID() + ".json");
      try {
        stores.named(StoragePath.DEFAULT_STORE).download(place.bucket(), place.prefix(), file);
        return Environment.function(FUNCTION, Files.readString(file), reference);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (Fault | IOException e) {
      throw new InvalidSettingException(FUNCTION + ": " + e.getMessage());
    }
  }

  /** With the session of the role as variables, where the function is to have it. */
  private Function exposed(Function function) {
    if (!function.spec().exposeCredentials()) {
      return function;
    }
    var json = Json.OWN.<ObjectNode>valueToTree(function);
    var variables = json.withObject("/spec").withArray("environment");
    for (String name : SESSION) {
      Optional<String> value = environment.text(name);
      value.ifPresent(text -> variables.addObject().put("name", name).put("value", text));
    }
    return Json.OWN.convertValue(json, Function.class);
  }
}
