package faas.scarlet.model.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.function.Problem;
import faas.scarlet.model.storage.StoragePath;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One function's fields, one after the other. */
final class FunctionConversion {
  /** AWS's own S3, in the account that the function runs in. */
  static final String OF_AWS = FdlStore.S3 + "." + FdlStore.DEFAULT_ID;

  private static final String LAMBDA = "lambda";

  private final FdlNode function;
  private final Scripts scripts;
  private final Set<String> stores;
  private final String name;
  private final ObjectNode manifest;
  private final ObjectNode spec = Json.MAPPER.createObjectNode();
  private final Map<String, String> secrets = new TreeMap<>();
  private final List<Fate> fates = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean usesAws;

  /**
   * Of one function.
   *
   * @param stores the providers that the definition tells more of
   */
  FunctionConversion(FdlNode function, Scripts scripts, Set<String> stores)
      throws InvalidFdlException {
    this.function = function;
    this.scripts = scripts;
    this.stores = stores;
    this.name = KubernetesName.of(function.required("name"));
    this.manifest = Conversion.manifest(Manifest.KIND, name);
  }

  String name() {
    return name;
  }

  /** Region whose S3 is used without an account of its own; empty where none is. */
  Optional<String> regionOfAws() {
    return usesAws
        ? Optional.of(spec.path(LAMBDA).path("region").asText(FdlStore.REGION))
        : Optional.empty();
  }

  void convert() throws InvalidFdlException {
    for (var field : function.fields().entrySet()) {
      convert(field.getKey(), field.getValue());
    }
  }

  /**
   * What SCAR says of a function beside the function itself.
   *
   * @param whole with the function under {@code lambda}
   */
  void onLambda(FdlNode whole) throws InvalidFdlException {
    spec.putObject("placement").put("target", LAMBDA).put("data", "MayLeaveCluster");
    for (var field : whole.fields().entrySet()) {
      var value = field.getValue();
      switch (field.getKey()) {
        case LAMBDA -> {}
        case "api_gateway" -> {
          spec.putObject("http").put("enabled", true);
          lambda().put("functionUrl", true);
          fates.add(Fate.renamed(field.getKey(), "http.enabled, lambda.functionUrl"));
        }
        case "cloudwatch" -> {
          var days = value.text("retention_policy_in_days");
          days.ifPresent(count -> number(lambda(), "logRetentionDays", count));
          fates.add(Fate.renamed(field.getKey(), "lambda.logRetentionDays"));
        }
        default -> dropped(field.getKey());
      }
    }
  }

  /** The function's manifest, after the Secret that it reads where there is one. */
  Converted converted(String what) {
    var manifests = new ArrayList<JsonNode>();
    if (!secrets.isEmpty()) {
      manifests.add(Conversion.secret(secretName(), secrets));
    }
    var ordered = manifest.putObject("spec");
    for (RecordComponent field : FunctionSpec.class.getRecordComponents()) {
      if (spec.has(field.getName())) {
        ordered.set(field.getName(), spec.get(field.getName()));
      }
    }
    manifests.add(manifest);
    problems.addAll(Manifest.specProblems(ordered));
    fates.sort(Comparator.comparing(Fate::field));
    return new Converted(what, manifests, fates, problems);
  }

  private void convert(String field, FdlNode value) throws InvalidFdlException {
    switch (field) {
      case "name" -> name(function.required(field));
      case "description" -> {
        manifest
            .withObjectProperty("metadata")
            .withObjectProperty("annotations")
            .put("description", function.required(field));
        fates.add(Fate.renamed(field, "metadata.annotations.description"));
      }
      case "image" -> image(field, function.required(field));
      case "container" -> container(value);
      case "script", "init_script" -> script(field, function.required(field));
      case "memory" -> text(field, "memory", mebibytes(function.required(field)));
      case "cpu" -> text(field, "cpu", function.required(field));
      case "ephemeral_storage", "ephemeral_storage_request" ->
          text(field, "ephemeralStorage", mebibytes(function.required(field)));
      case "timeout" -> text(field, "timeout", seconds(function.required(field)));
      case "environment" -> environment(field, value);
      case "input", "output" -> paths(field);
      case "file_stage_in" -> {
        spec.put("stageIn", !function.flag(field, false));
        fates.add(Fate.renamed(field, "stageIn, which says it the other way round"));
      }
      case "enable_gpu" -> {
        spec.put("gpu", function.flag(field, false) ? 1 : 0);
        fates.add(Fate.renamed(field, "gpu"));
      }
      case "image_pull_secrets" -> {
        var names = spec.putArray("imagePullSecrets");
        function.texts(field).forEach(secret -> names.addObject().put("name", secret));
        fates.add(Fate.renamed(field, "imagePullSecrets"));
      }
      case "synchronous" -> scale(value);
      case "labels", "annotations" -> podTexts(field, value);
      case "region" -> {
        lambda().put("region", function.required(field));
        fates.add(Fate.renamed(field, "lambda.region"));
      }
      case "architectures" -> {
        function.texts(field).stream()
            .findFirst()
            .ifPresent(first -> lambda().put("architecture", first));
        fates.add(Fate.renamed(field, "lambda.architecture"));
      }
      case "vpc" -> {
        var vpc = lambda().putObject("vpc");
        vpc.set("subnetIds", array(value.texts("SubnetIds")));
        vpc.set("securityGroupIds", array(value.texts("SecurityGroupIds")));
        fates.add(Fate.renamed(field, "lambda.vpc"));
      }
      case "execution_mode" -> executionMode(field);
      case "storage_providers" -> {}
      default -> dropped(field);
    }
  }

  private void name(String given) {
    fates.add(
        given.equals(name)
            ? Fate.renamed("name", "metadata.name")
            : Fate.renamed("name", "metadata.name, as " + name));
  }

  private void image(String field, String image) {
    spec.put("image", image);
    fates.add(field.equals("image") ? Fate.kept(field) : Fate.renamed(field, "image"));
  }

  private void container(FdlNode container) throws InvalidFdlException {
    for (var field : container.fields().entrySet()) {
      String path = "container." + field.getKey();
      switch (field.getKey()) {
        case "image" -> image(path, container.required("image"));
        case "environment" -> environment(path, field.getValue());
        case "create_image" -> {
          if (container.flag("create_image", false)) {
            spec.putObject("execution").put("mode", "Bake");
          }
          fates.add(Fate.renamed(path, "execution.mode"));
        }
        case "image_file" ->
            fates.add(
                Fate.dropped(path, "push the image to a registry that the function can reach"));
        default -> dropped(path);
      }
    }
  }

  private void script(String field, String script) throws InvalidFdlException {
    // Definitions name a file; what OSCAR itself keeps of them has the text.
    boolean isText = script.startsWith("#!") || script.contains("\n");
    try {
      spec.put("script", isText ? script : scripts.text(script));
    } catch (IOException e) {
      throw new InvalidFdlException(
          function.in(field).path(),
          "the script %s cannot be read (%s); put it beside the definition"
              .formatted(script, e.getMessage()));
    }
    String to = isText ? "script" : "script, with the text of " + script;
    fates.add(isText && field.equals("script") ? Fate.kept(field) : Fate.renamed(field, to));
  }

  private void environment(String field, FdlNode environment) throws InvalidFdlException {
    var variables = spec.withArray("environment");
    for (var kind : environment.fields().entrySet()) {
      String path = field + "." + kind.getKey();
      var values = kind.getValue();
      boolean isSecret = kind.getKey().equals("secrets");
      if (!isSecret && !kind.getKey().equalsIgnoreCase("variables")) {
        dropped(path);
        continue;
      }
      for (String variable : values.fields().keySet()) {
        String value = values.text(variable).orElse("");
        var item = variables.addObject().put("name", variable);
        if (isSecret) {
          secrets.put(variable, value);
          item.withObject("/valueFrom/secretKeyRef").put("name", secretName()).put("key", variable);
        } else {
          item.put("value", value);
        }
      }
      fates.add(
          Fate.renamed(path, isSecret ? "environment, and Secret " + secretName() : "environment"));
    }
  }

  private void paths(String field) throws InvalidFdlException {
    var list = spec.putArray(field);
    for (FdlPath path : FdlPath.list(function, field)) {
      var item = list.addObject();
      String store = store(field, path.store());
      if (!store.equals(StoragePath.DEFAULT_STORE)) {
        item.put("objectStore", store);
      }
      item.put("path", StoragePath.parse(path.path()).toString());
      filter(item, "prefix", path.prefix());
      filter(item, "suffix", path.suffix());
    }
    fates.add(Fate.kept(field));
  }

  private String store(String field, String provider) {
    if (stores.contains(provider)) {
      return StoreManifests.name(provider);
    }
    if (provider.equals(FdlStore.MINIO + "." + FdlStore.DEFAULT_ID)) {
      return StoragePath.DEFAULT_STORE;
    }
    String store = StoreManifests.name(provider);
    if (provider.equals(OF_AWS)) {
      usesAws = true;
      return store;
    }
    problems.add(
        new Problem(
            field,
            "the definition says nothing of %s; apply an ObjectStore named %s, too"
                .formatted(provider, store)));
    return store;
  }

  private void scale(FdlNode synchronous) throws InvalidFdlException {
    var scale = Json.MAPPER.createObjectNode();
    for (String field : synchronous.fields().keySet()) {
      String path = "synchronous." + field;
      String count = synchronous.text(field).orElse("0");
      if (field.equals("min_scale")) {
        number(scale, "min", count);
        fates.add(Fate.renamed(path, "scale.min"));
      } else if (field.equals("max_scale")) {
        if (count.equals("0")) {
          fates.add(
              Fate.dropped(path, "there is always a limit; it is 10 unless scale.max says more"));
        } else {
          number(scale, "max", count);
          fates.add(Fate.renamed(path, "scale.max"));
        }
      } else {
        dropped(path);
      }
    }
    if (!scale.isEmpty()) {
      spec.set("scale", scale);
    }
  }

  private void podTexts(String field, FdlNode values) throws InvalidFdlException {
    var texts = spec.withObjectProperty("pod").putObject(field);
    for (String key : values.fields().keySet()) {
      texts.put(key, values.text(key).orElse(""));
    }
    fates.add(Fate.renamed(field, "pod." + field));
  }

  private void executionMode(String field) throws InvalidFdlException {
    if (function.required(field).equals(LAMBDA)) {
      fates.add(Fate.renamed(field, "placement.target"));
    } else {
      dropped(field);
    }
  }

  private void text(String field, String to, String value) {
    spec.put(to, value);
    fates.add(field.equals(to) ? Fate.kept(field) : Fate.renamed(field, to));
  }

  private void dropped(String path) {
    String field = path.substring(path.lastIndexOf('.') + 1);
    fates.add(
        Fate.dropped(
            path,
            DroppedFields.why(field)
                .orElse("neither SCAR nor OSCAR is known to have it; check the spelling")));
  }

  private ObjectNode lambda() {
    return spec.withObjectProperty(LAMBDA);
  }

  private String secretName() {
    return name + "-environment";
  }

  private static void filter(ObjectNode item, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      item.set(field, array(texts));
    }
  }

  private static ArrayNode array(List<String> texts) {
    var array = Json.MAPPER.createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  /** What is no number is left as it is, for the manifest's own check to speak of. */
  private static void number(ObjectNode item, String field, String text) {
    if (text.matches("[0-9]{1,9}")) {
      item.put(field, Integer.parseInt(text));
    } else {
      item.put(field, text);
    }
  }

  private static String mebibytes(String amount) {
    return amount.matches("[0-9]+") ? amount + "Mi" : amount;
  }

  private static String seconds(String amount) {
    return amount.matches("[0-9]+") ? amount + "s" : amount;
  }
}
