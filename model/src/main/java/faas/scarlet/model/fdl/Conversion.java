package faas.scarlet.model.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.function.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns a definition of SCAR or OSCAR into manifests, and says of each field what became of it.
 *
 * @see <a href="https://docs.oscar.grycap.net/fdl/">Functions Definition Language</a>
 */
public final class Conversion {
  private static final String PROVIDERS = "storage_providers";
  private static final String NAME = "name";

  private final Scripts scripts;
  private final FdlNode root;
  private final Map<String, FdlStore> stores;
  private final List<Converted> converted = new ArrayList<>();
  private final Set<String> regions = new TreeSet<>();

  private Conversion(FdlNode root, Scripts scripts) throws InvalidFdlException {
    this.root = root;
    this.scripts = scripts;
    this.stores = FdlStore.all(root.in(PROVIDERS));
  }

  /**
   * The stores first, then each function.
   *
   * @param text of the definition, in YAML or JSON
   * @throws InvalidFdlException where it is none, or asks for what Scarlet cannot do; the message
   *     names the field
   */
  public static List<Converted> convert(String text, Scripts scripts) throws InvalidFdlException {
    var conversion = new Conversion(Fdl.parse(text), scripts);
    conversion.stores();
    conversion.functions();
    conversion.storeOfAws();
    return List.copyOf(conversion.converted);
  }

  private void stores() throws InvalidFdlException {
    var fates = new ArrayList<Fate>();
    var manifests = new ArrayList<JsonNode>();
    for (var type : root.in(PROVIDERS).fields().entrySet()) {
      for (String id : type.getValue().fields().keySet()) {
        String provider = type.getKey() + "." + id;
        var store = stores.get(provider);
        if (store == null) {
          fates.add(Fate.dropped(provider, "only S3 stores (minio, s3) are supported"));
        } else {
          fates.add(Fate.renamed(provider, "ObjectStore " + StoreManifests.name(provider)));
          manifests.addAll(StoreManifests.of(store));
        }
      }
    }
    if (!fates.isEmpty()) {
      converted.add(new Converted(PROVIDERS, manifests, fates, List.of()));
    }
  }

  private void storeOfAws() {
    if (regions.isEmpty()) {
      return;
    }
    String provider = FunctionConversion.OF_AWS;
    String region = regions.iterator().next();
    var problems = new ArrayList<Problem>();
    problems.add(
        new Problem(
            "storage_providers.s3",
            "make the Secret %s with the keys accessKey and secretKey of an AWS account that may use these buckets"
                .formatted(StoreManifests.secret(provider))));
    if (regions.size() > 1) {
      problems.add(
          new Problem(
              "storage_providers.s3",
              "buckets of other regions than " + region + " need an ObjectStore each"));
    }
    converted.addFirst(
        new Converted(
            "AWS's own S3, as " + provider,
            List.of(StoreManifests.ofAws(provider, region)),
            List.of(),
            problems));
  }

  private void functions() throws InvalidFdlException {
    var functions = root.in("functions");
    if (functions.isAbsent()) {
      oscar(root, "");
      return;
    }
    for (String kind : functions.fields().keySet()) {
      if (!kind.equals("aws") && !kind.equals("oscar")) {
        throw new InvalidFdlException(
            "functions." + kind,
            "expected aws or oscar; definitions of SCAR before 4 have another form: write"
                + " functions.aws[].lambda");
      }
    }
    for (FdlNode onLambda : functions.items("aws")) {
      var function = new FunctionConversion(onLambda.in("lambda"), scripts, stores.keySet());
      function.onLambda(onLambda);
      add(function, "");
    }
    for (FdlNode onClusters : functions.items("oscar")) {
      for (var function : onClusters.fields().entrySet()) {
        oscar(function.getValue(), " of cluster " + function.getKey());
      }
    }
  }

  private void oscar(FdlNode node, String where) throws InvalidFdlException {
    add(new FunctionConversion(node, scripts, stores.keySet()), where);
  }

  private void add(FunctionConversion function, String where) throws InvalidFdlException {
    function.convert();
    function.regionOfAws().ifPresent(regions::add);
    converted.add(function.converted("function " + function.name() + where));
  }

  /** A manifest of the given kind, as yet without a spec. */
  static ObjectNode manifest(String kind, String name) {
    var manifest = Json.MAPPER.createObjectNode();
    manifest.put("apiVersion", Manifest.API_VERSION).put("kind", kind);
    manifest.putObject("metadata").put(NAME, name);
    return manifest;
  }

  /** A Secret with these values. */
  static ObjectNode secret(String name, Map<String, String> values) {
    var secret = Json.MAPPER.createObjectNode();
    secret.put("apiVersion", "v1").put("kind", "Secret");
    secret.putObject("metadata").put(NAME, name);
    var data = secret.putObject("stringData");
    new TreeMap<>(values).forEach(data::put);
    return secret;
  }
}
