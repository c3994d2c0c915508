package faas.scarlet.model.function;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The AWS side of a function; what is absent comes from the bridge's settings. */
public record Lambda(
    @Nullable String region,
    @Nullable String accountSecret,
    @Nullable Architecture architecture,
    @Nullable String stagingBucket,
    @Default("false") Boolean functionUrl,
    @Nullable Vpc vpc,
    @Nullable @Min(1) Integer logRetentionDays) {

  /** Instruction set of the Lambda function. */
  public enum Architecture {
    @JsonProperty("x86_64")
    X86_64,
    @JsonProperty("arm64")
    ARM64
  }

  /** Network of the Lambda function. */
  public record Vpc(List<String> subnetIds, List<String> securityGroupIds) {}
}
