package faas.scarlet.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.storage.StoreAccess;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each {@code in-NAME.yaml} is rendered to what {@code out-NAME.yaml} holds. */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/render");
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(
              YAMLGenerator.Feature.MINIMIZE_QUOTES,
              YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS,
              YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();
  private static final StoreAccess STORE =
      new StoreAccess(
          "default", URI.create("http://minio:9000"), "us-east-1", true, "key", "secret");

  private static final BakedImage BAKED =
      new BakedImage("registry.example.com/baked@sha256:1", Optional.of("baked-login"));

  static List<String> cases() throws IOException {
    return names("in-");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFunctionIsRenderedAsItsGoldenFileSays(String name) throws Exception {
    var function = Manifest.read(Files.readString(FOLDER.resolve("in-" + name)), name).getFirst();
    Path golden = FOLDER.resolve("out-" + name);

    String rendered = yaml(rendered(function, name));
    if (Boolean.getBoolean("scarlet.update")) {
      Files.writeString(golden, rendered);
    }

    assertThat(Files.exists(golden) ? Files.readString(golden) : "")
        .as("%s is to be, if this is right:%n%s", golden, rendered)
        .isEqualTo(rendered);
  }

  @Test
  void noFileIsUnused() throws IOException {
    assertThat(names("out-")).isEqualTo(names("in-"));
    try (var files = Files.list(FOLDER)) {
      assertThat(files).allMatch(file -> file.getFileName().toString().matches("(in|out)-.*"));
    }
  }

  private static List<HasMetadata> rendered(Function function, String name) {
    var settings = settings(name);
    var cluster = cluster(name);
    var baked = Optional.of(BAKED).filter(any -> name.contains("baked"));
    var plan =
        new ServicePlan(
            function, "", baked, cluster.cacheClaim(), List.of(STORE), settings, cluster);
    var prefetch =
        cluster.cacheClaim().stream()
            .map(claim -> PrefetchJob.render(function, claim, settings, cluster));
    return Stream.concat(
            Stream.<HasMetadata>of(
                FunctionConfig.render(function, Optional.empty()),
                StoreSecret.render(function, List.of(STORE)),
                FunctionNetwork.render(function.id(), cluster),
                SupervisorService.render(plan)),
            prefetch)
        .toList();
  }

  private static Settings settings(String name) {
    var mirror = Optional.of("http://mirror:5000").filter(any -> name.contains("mirror"));
    return new Settings("scarlet/supervisor:1", mirror);
  }

  private static ClusterSettings cluster(String name) {
    boolean isWhole = name.contains("claim");
    return new ClusterSettings(
        Optional.of("scarlet-cache").filter(any -> isWhole),
        Optional.of("50000000000").filter(any -> isWhole),
        "nvidia.com/gpu",
        List.of("knative-serving", "kourier-system"),
        isWhole ? List.of("minio", "10.0.0.0/8") : List.of());
  }

  private static String yaml(List<HasMetadata> resources) throws IOException {
    var text = new StringWriter();
    try (SequenceWriter documents = YAML.writer().writeValues(text)) {
      documents.writeAll(resources);
    }
    return text.toString();
  }

  private static List<String> names(String prefix) throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length()))
          .sorted()
          .toList();
    }
  }
}
