package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The AWS side of a function; what is absent comes from the bridge's settings. */
public record Lambda(
    @Nullable
        @Pattern("^[a-z]{2}(-[a-z]+)+-[0-9]$")
        @JsonPropertyDescription("AWS region, as in eu-central-1.")
        String region,
    @NotYet @Nullable @JsonPropertyDescription("Secret with the keys of the AWS account.")
        String accountSecret,
    @Nullable @JsonPropertyDescription("Instruction set; the image must have it.")
        Architecture architecture,
    @Nullable @JsonPropertyDescription("S3 bucket through which files go to AWS and back.")
        String stagingBucket,
    @Default("false") @JsonPropertyDescription("An HTTPS address that takes AWS signatures.")
        Boolean functionUrl,
    @Nullable @JsonPropertyDescription("Network of the function; none: AWS's own.") Vpc vpc,
    @Nullable @Min(1) @JsonPropertyDescription("Days that CloudWatch keeps the log.")
        Integer logRetentionDays) {

  public Lambda {
    functionUrl = orElse(functionUrl, false);
  }

  /** Instruction set of the Lambda function. */
  public enum Architecture {
    @JsonProperty("x86_64")
    X86_64,
    @JsonProperty("arm64")
    ARM64
  }

  /** Network of the Lambda function. */
  public record Vpc(List<String> subnetIds, List<String> securityGroupIds) {
    public Vpc {
      subnetIds = Absent.orEmpty(subnetIds);
      securityGroupIds = Absent.orEmpty(securityGroupIds);
    }
  }
}
