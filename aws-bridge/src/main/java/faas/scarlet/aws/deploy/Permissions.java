package faas.scarlet.aws.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.model.Json;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Who may call the function: a policy of its own, one statement for each service and source. */
final class Permissions {
  private final LambdaClient lambda;
  private final String name;
  private final String account;

  Permissions(LambdaClient lambda, Names names, String account) {
    this.lambda = lambda;
    this.name = names.function();
    this.account = account;
  }

  /**
   * The statements that are there, as the sources that they let call, by their ids.
   *
   * @return a source is empty where it cannot be made out
   */
  Map<String, String> find() {
    var policy =
        Aws.find(
            "reading who may call function " + name,
            () -> lambda.getPolicy(request -> request.functionName(name)));
    var sources = new HashMap<String, String>();
    policy.ifPresent(
        found ->
            json(found.policy())
                .path("Statement")
                .forEach(
                    statement -> sources.put(statement.path("Sid").asText(), source(statement))));
    return sources;
  }

  /** Lets this service call for this source. */
  void add(String id, String service, String source) {
    Aws.ask(
        "allowing %s to call function %s".formatted(source, name),
        () ->
            lambda.addPermission(
                request ->
                    request
                        .functionName(name)
                        .statementId(id)
                        .action("lambda:InvokeFunction")
                        .principal(service)
                        .sourceArn(source)
                        .sourceAccount(account)));
  }

  /** Takes a statement away. */
  void remove(String id) {
    Aws.drop(
        "taking permission %s of function %s away".formatted(id, name),
        () -> lambda.removePermission(request -> request.functionName(name).statementId(id)));
  }

  private static String source(JsonNode statement) {
    return statement.path("Condition").path("ArnLike").path("AWS:SourceArn").asText();
  }

  private JsonNode json(String policy) {
    try {
      return Json.MAPPER.readTree(policy);
    } catch (JsonProcessingException e) {
      throw new AwsFault(
          AwsCause.REFUSED, "the policy of function " + name + " is no JSON: " + policy, e);
    }
  }
}
