package faas.scarlet.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.FunctionSpec;
import java.io.UncheckedIOException;
import java.util.Set;

/** Functions of tests. */
public final class Functions {
  private static final String LEAVES =
      "'placement': {'target': 'lambda', 'data': 'MayLeaveCluster'}";

  private Functions() {}

  /** A function with these fields, in JSON with single quotes, whatever rules say to them. */
  public static Function of(String name, String fields) {
    String image = fields.contains("'image'") ? "" : "'image': 'debian:bookworm-slim', ";
    String json = "{%s%s}".formatted(image, fields).replace('\'', '"');
    try {
      return new Function(
          new FunctionId("p4", name), name, Json.MAPPER.readValue(json, FunctionSpec.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One for Lambda, whose default store is S3. */
  public static FunctionOnLambda onLambda(String name, AwsAccount account, String fields) {
    return new FunctionOnLambda(
        new MayLeaveCluster(of(name, LEAVES + (fields.isEmpty() ? "" : ", " + fields))),
        account,
        Set.of("default"));
  }
}
