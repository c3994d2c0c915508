package faas.scarlet.model.function;

import static faas.scarlet.model.function.Absent.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The AWS side of a function; what is absent comes from the bridge's settings. */
@ValidationRule(
    value =
        "!has(self.logRetentionDays) || self.logRetentionDays in [1, 3, 5, 7, 14, 30, 60, 90, 120,"
            + " 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]",
    message =
        "logRetentionDays: CloudWatch Logs has 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400,"
            + " 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 and 3653; give one of them")
@ValidationRule(
    value =
        "!has(self.vpc) || (has(self.vpc.subnetIds) && size(self.vpc.subnetIds) > 0"
            + " && has(self.vpc.securityGroupIds) && size(self.vpc.securityGroupIds) > 0)",
    message = "vpc: expected at least one of subnetIds and one of securityGroupIds; add it")
public record Lambda(
    @Nullable
        @Pattern("^[a-z]{2}(-[a-z]+)+-[0-9]$")
        @JsonPropertyDescription("AWS region, as in eu-central-1.")
        String region,
    @Nullable
        @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription(
            "Secret with the keys of an AWS account, or a role in it; none: the installation's.")
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
