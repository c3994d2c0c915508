package faas.scarlet.supervisor.lambda;

import faas.scarlet.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A function of the lab's AWS double, which runs the supervisor's image in a sandbox. */
public final class Sandbox implements Invoker {
  private static final String FUNCTIONS = "/2015-03-31/functions";
  private static final String ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/";

  private final URI endpoint;
  private final String image;
  private final String name = "p5-corpus-" + UUID.randomUUID();
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * A function that is not there yet.
   *
   * @param image the supervisor's in the lab's registry, as in {@code scarlet/supervisor:dev}
   */
  public Sandbox(URI endpoint, String image) {
    this.endpoint = endpoint;
    this.image = image;
  }

  @Override
  public void deploy(Map<String, String> variables) throws IOException, InterruptedException {
    close();
    // those of the platform are its own
    var given = new TreeMap<>(variables);
    given.keySet().removeIf(key -> key.startsWith("AWS_") && !key.equals("AWS_ENDPOINT_URL_S3"));
    given.put("RUN", UUID.randomUUID().toString());
    var function =
        Map.of(
            "FunctionName",
            name,
            "PackageType",
            "Image",
            "Code",
            Map.of("ImageUri", ECR + image),
            "Role",
            role(),
            "Timeout",
            60,
            "MemorySize",
            512,
            "Environment",
            Map.of("Variables", given));
    var made = send("POST", FUNCTIONS, "lambda", Json.write(function));
    if (made.statusCode() >= 300) {
      throw new IOException("making the function: " + made.body());
    }
  }

  /** The double wants a role to be there, and asks nothing of it. */
  private String role() throws IOException, InterruptedException {
    String ask = "RoleName=p5-role&AssumeRolePolicyDocument=%7B%7D&Version=2010-05-08&Action=";
    send("POST", "/", "iam", ask + "CreateRole");
    return "arn:aws:iam::123456789012:role/p5-role";
  }

  @Override
  public String invoke(String payload) throws IOException, InterruptedException {
    return send("POST", FUNCTIONS + "/" + name + "/invocations", "lambda", payload).body();
  }

  private HttpResponse<String> send(String method, String path, String service, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .timeout(Duration.ofSeconds(90))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/%s/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(service))
            .header(
                "Content-Type",
                service.equals("iam") ? "application/x-www-form-urlencoded" : "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    try {
      send("DELETE", FUNCTIONS + "/" + name, "lambda", "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
