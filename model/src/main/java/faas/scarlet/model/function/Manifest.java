package faas.scarlet.model.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads ScarFunction manifests, in YAML or JSON, and says all that is wrong with them at once. */
public final class Manifest {
  /** The {@code apiVersion} of every manifest. */
  public static final String API_VERSION = "scarlet.faas/v1alpha1";

  /** The {@code kind} of a function's manifest. */
  public static final String KIND = "ScarFunction";

  private static final String DEFAULT_NAMESPACE = "default";
  private static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private Manifest() {}

  /**
   * The functions of a file that are to run without a cluster; what only a cluster can carry out is
   * a problem.
   *
   * @param source named in errors, as a file name
   * @throws InvalidManifestException with every problem of every document
   */
  public static List<Function> readLocal(String text, String source)
      throws InvalidManifestException {
    var functions = read(text, source);
    var problems = functions.stream().flatMap(f -> LocalRules.refused(f.spec()).stream()).toList();
    if (!problems.isEmpty()) {
      throw new InvalidManifestException(source, problems);
    }
    return functions;
  }

  /**
   * The functions of a file, for whatever place; documents of other kinds (a Namespace, a
   * ConfigMap) are passed over.
   *
   * @param source named in errors, as a file name
   * @throws InvalidManifestException with every problem of every document
   */
  public static List<Function> read(String text, String source) throws InvalidManifestException {
    var problems = new ArrayList<Problem>();
    var functions = new ArrayList<Function>();
    for (JsonNode document : documents(text, source)) {
      if (!document.path("kind").asText().equals(KIND)) {
        continue;
      }
      var found = problems(document);
      problems.addAll(found);
      if (found.isEmpty()) {
        functions.add(function(document));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidManifestException(source, problems);
    }
    return List.copyOf(functions);
  }

  /** What is wrong with a {@code spec}, field by field and as a whole. */
  public static List<Problem> specProblems(JsonNode spec) {
    var problems = new ArrayList<>(FieldRules.check("spec", spec, FunctionSpec.class));
    if (problems.isEmpty()) {
      problems.addAll(SpecRules.check(spec(spec)));
    }
    return List.copyOf(problems);
  }

  private static List<JsonNode> documents(String text, String source)
      throws InvalidManifestException {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return documents.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : "line " + at.getLineNr();
      throw new InvalidManifestException(
          source, List.of(new Problem(where, "not YAML: " + e.getOriginalMessage())));
    } catch (IOException e) {
      throw new InvalidManifestException(
          source, List.of(new Problem("", "not YAML: " + e.getMessage())));
    }
  }

  private static List<Problem> problems(JsonNode document) {
    var problems = new ArrayList<Problem>();
    String apiVersion = document.path("apiVersion").asText();
    if (!apiVersion.equals(API_VERSION)) {
      problems.add(
          new Problem("apiVersion", "expected " + API_VERSION + ", found '" + apiVersion + "'"));
    }
    String name = document.path("metadata").path("name").asText();
    if (!name.matches(NAME) || name.length() > 63) {
      problems.add(
          new Problem(
              "metadata.name",
              "expected up to 63 lower-case letters, digits and '-', found '" + name + "'"));
    }
    problems.addAll(specProblems(document.path("spec")));
    return problems;
  }

  private static Function function(JsonNode document) {
    var metadata = document.path("metadata");
    var id =
        new FunctionId(
            metadata.path("namespace").asText(DEFAULT_NAMESPACE), metadata.path("name").asText());
    String uid = metadata.path("uid").asText(id.toString());
    return new Function(id, uid, spec(document.path("spec")));
  }

  private static FunctionSpec spec(JsonNode spec) {
    return Json.MAPPER.convertValue(spec, FunctionSpec.class);
  }
}
