package faas.scarlet.supervisor.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recording of what the original supervisor, faas-supervisor 1.5.8, did with an event. Its
 * buckets have short names that no store takes, so all get a longer one.
 */
record OracleCase(JsonNode json) {
  private static final Path FOLDER = Path.of("src/test/resources/oracle");
  private static final Pattern NAME = Pattern.compile("(name\\\\?\": \\\\?\")in(\\\\?\")");
  private static final Pattern ARN = Pattern.compile("(arn:aws:s3:::)in(\\\\?\")");
  private static final Pattern BODY = Pattern.compile("(\"body\": \")(eyJ[A-Za-z0-9+/]+=*)(\")");

  /** All cases of a variant: {@code binary} or {@code lambda}. */
  static Stream<OracleCase> all(boolean lambda) {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("lambda-") == lambda)
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .toList()
          .stream()
          .map(OracleCase::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OracleCase read(Path file) {
    try {
      return new OracleCase(Json.MAPPER.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return json.path("name").asText();
  }

  boolean isBug() {
    return !json.path("bug").isNull();
  }

  JsonNode expected() {
    return json.path("expect");
  }

  byte[] standardInput() {
    String text = renamed(json.path("stdin").asText());
    var body = BODY.matcher(text);
    if (body.find()) {
      String inner = new String(Base64.getDecoder().decode(body.group(2)), StandardCharsets.UTF_8);
      String again =
          Base64.getEncoder().encodeToString(renamed(inner).getBytes(StandardCharsets.UTF_8));
      text = body.replaceFirst("$1" + again + "$3");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String renamed(String event) {
    return ARN.matcher(NAME.matcher(event).replaceAll("$1orc-in$2")).replaceAll("$1orc-in$2");
  }

  /** The definition in base64. */
  String config(String endpoint) {
    ObjectNode config = json.path("config").deepCopy();
    for (String field : List.of("input", "output")) {
      for (JsonNode place : config.path(field)) {
        String path = place.path("path").asText();
        ((ObjectNode) place).put("path", path.replaceFirst("^(/?)(in|out2?)(?=/|$)", "$1orc-$2"));
      }
    }
    return base64(config.toString().replace("@S3@", endpoint));
  }

  /** The script in base64, which first tells what it sees. */
  Map<String, String> script() {
    var script = json.path("script");
    String prologue =
        "env -0 > \"$ORACLE_DUMP/env\"; [ -f \"$INPUT_FILE_PATH\" ] && cp \"$INPUT_FILE_PATH\" \"$ORACLE_DUMP/input\"\n";
    return script.isNull() ? Map.of() : Map.of("SCRIPT", base64(prologue + script.asText()));
  }

  void putObjects(Path buckets) throws IOException {
    for (String bucket : List.of("orc-in", "orc-out", "orc-out2")) {
      Files.createDirectories(buckets.resolve(bucket));
    }
    for (JsonNode object : json.path("s3_before")) {
      var file = buckets.resolve("orc-" + object.path(0).asText()).resolve(object.path(1).asText());
      if (object.path(1).asText().endsWith("/")) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, Base64.getDecoder().decode(object.path(2).asText()));
      }
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return name() + (isBug() ? " (what we do instead)" : "");
  }
}
