package faas.scarlet.aws.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;

/** A bucket's notifications with one function's in them; those of others stay as they are. */
final class BucketNotifications {
  private BucketNotifications() {}

  /** The function's triggers that the bucket has, in their order. */
  static List<Trigger> of(
      String function, String bucket, GetBucketNotificationConfigurationResponse found) {
    return found.lambdaFunctionConfigurations().stream()
        .filter(configuration -> configuration.lambdaFunctionArn().equals(function))
        .map(
            configuration ->
                new Trigger(
                    bucket,
                    value(configuration, FilterRuleName.PREFIX),
                    value(configuration, FilterRuleName.SUFFIX)))
        .toList();
  }

  /**
   * What the bucket is to have.
   *
   * @param function ARN
   * @param id beginning of the ids of what is added
   */
  static NotificationConfiguration merged(
      String function,
      String id,
      GetBucketNotificationConfigurationResponse found,
      List<Trigger> wanted) {
    var configurations = new ArrayList<LambdaFunctionConfiguration>();
    for (var configuration : found.lambdaFunctionConfigurations()) {
      if (!configuration.lambdaFunctionArn().equals(function)) {
        configurations.add(configuration);
      }
    }
    for (int i = 0; i < wanted.size(); i++) {
      configurations.add(configuration(function, id + "-" + i, wanted.get(i)));
    }
    return NotificationConfiguration.builder()
        .topicConfigurations(found.topicConfigurations())
        .queueConfigurations(found.queueConfigurations())
        .eventBridgeConfiguration(found.eventBridgeConfiguration())
        .lambdaFunctionConfigurations(configurations)
        .build();
  }

  private static LambdaFunctionConfiguration configuration(
      String function, String id, Trigger trigger) {
    var rules = new ArrayList<FilterRule>();
    add(rules, FilterRuleName.PREFIX, trigger.prefix());
    add(rules, FilterRuleName.SUFFIX, trigger.suffix());
    var configuration =
        LambdaFunctionConfiguration.builder()
            .id(id)
            .lambdaFunctionArn(function)
            .events(Event.S3_OBJECT_CREATED);
    if (!rules.isEmpty()) {
      configuration.filter(filter -> filter.key(key -> key.filterRules(rules)));
    }
    return configuration.build();
  }

  private static void add(List<FilterRule> rules, FilterRuleName name, String value) {
    if (!value.isEmpty()) {
      String lower = name.toString().toLowerCase(Locale.ROOT);
      rules.add(FilterRule.builder().name(lower).value(value).build());
    }
  }

  /** S3 gives the names of rules back with a capital; what speaks as S3 does, as they came. */
  private static String value(LambdaFunctionConfiguration configuration, FilterRuleName name) {
    var filter = configuration.filter();
    if (filter == null || filter.key() == null) {
      return "";
    }
    return filter.key().filterRules().stream()
        .filter(rule -> rule.nameAsString().equalsIgnoreCase(name.toString()))
        .map(FilterRule::value)
        .findFirst()
        .orElse("");
  }
}
