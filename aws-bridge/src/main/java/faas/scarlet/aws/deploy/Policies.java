package faas.scarlet.aws.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import faas.scarlet.aws.FunctionOnLambda;
import faas.scarlet.model.Json;
import faas.scarlet.model.storage.StoragePath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the function's role may do: no more than its own spec asks for. */
final class Policies {
  /** Who may take the role: Lambda alone. */
  static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

  private final Arns arns;
  private final ArrayNode statements = Json.MAPPER.createArrayNode();

  private Policies(Arns arns) {
    this.arns = arns;
  }

  /** The policy as JSON. */
  static String of(
      FunctionOnLambda function,
      Names names,
      Arns arns,
      Optional<String> stagingBucket,
      Optional<Destination> destination) {
    var policy = new Policies(arns);
    policy.log(names);
    policy.objects(function);
    stagingBucket.ifPresent(bucket -> policy.staging(bucket, names));
    destination.ifPresent(policy::failures);
    policy.network(function);
    var document = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
    document.set("Statement", policy.statements);
    return Json.write(document);
  }

  private void log(Names names) {
    allow(
        List.of(arns.logGroup(names.logGroup()) + ":*"),
        "logs:CreateLogStream",
        "logs:PutLogEvents");
  }

  private void objects(FunctionOnLambda function) {
    var spec = function.spec();
    var in =
        spec.input().stream()
            .filter(input -> function.storesInS3().contains(input.objectStore()))
            .map(input -> inside(input.location()))
            .distinct()
            .toList();
    var out =
        spec.output().stream()
            .filter(output -> function.storesInS3().contains(output.objectStore()))
            .map(output -> inside(output.location()))
            .distinct()
            .toList();
    allow(in, "s3:GetObject", "s3:GetObjectVersion");
    allow(out, "s3:PutObject", "s3:AbortMultipartUpload");
  }

  private void staging(String bucket, Names names) {
    allow(List.of(arns.s3(bucket + "/" + names.documents() + "*")), "s3:GetObject");
    allow(
        List.of(arns.s3(bucket + "/" + names.runs() + "*")),
        "s3:GetObject",
        "s3:PutObject",
        "s3:AbortMultipartUpload");
  }

  private void failures(Destination destination) {
    destination.rights().forEach((resource, action) -> allow(List.of(resource), action));
  }

  private void network(FunctionOnLambda function) {
    var lambda = function.spec().lambda();
    if (lambda != null && lambda.vpc() != null) {
      // These have no resources to be narrowed to: the interfaces are Lambda's.
      allow(
          List.of("*"),
          "ec2:CreateNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DeleteNetworkInterface");
    }
  }

  private String inside(StoragePath path) {
    return arns.s3(path.bucket() + "/" + path.keyPrefix() + "*");
  }

  private void allow(List<String> resources, String... actions) {
    if (!resources.isEmpty()) {
      var statement = statements.addObject().put("Effect", "Allow");
      Arrays.stream(actions).forEach(statement.putArray("Action")::add);
      resources.forEach(statement.putArray("Resource")::add);
    }
  }
}
