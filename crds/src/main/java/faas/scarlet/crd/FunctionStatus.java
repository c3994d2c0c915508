package faas.scarlet.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of a function; nobody else writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionStatus(
    @Nullable @JsonPropertyDescription("Generation of the spec that this status is about.")
        Long observedGeneration,
    @Nullable @JsonPropertyDescription("Digest that the image's tag stood for.") String imageDigest,
    @Nullable @JsonPropertyDescription("Where the gateway sends attempts, inside the cluster.")
        String url,
    @Nullable @JsonPropertyDescription("The function on AWS Lambda, where it runs there.")
        String lambdaArn,
    @Nullable @JsonPropertyDescription("Engine that the last instance chose.") String engine,
    @Nullable
        @JsonPropertyDescription(
            "Where unpacked images are kept: a volume claim, or each instance.")
        String imageCache,
    @Nullable
        @JsonPropertyDescription(
            "The image with the supervisor in it, which instances start from: execution.mode Bake.")
        String bakedImage,
    @JsonPropertyDescription("Ready first, then what it is made of; reasons are constants.")
        List<Condition> conditions) {

  /** The status of a function that nobody has looked at yet. */
  public static final FunctionStatus EMPTY =
      new FunctionStatus(null, null, null, null, null, null, null, List.of());

  @SuppressWarnings("NullAway") // the API server leaves an empty list out
  public FunctionStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
