package faas.scarlet.aws.deploy;

import faas.scarlet.aws.client.Aws;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/**
 * Where the function's log goes. Lambda makes it by itself when a late instance writes, without
 * tags and for ever; so one of this name is ours in any case.
 */
final class LogGroup {
  private final CloudWatchLogsClient logs;
  private final Names names;
  private final String name;

  LogGroup(CloudWatchLogsClient logs, Names names) {
    this.logs = logs;
    this.names = names;
    this.name = names.logGroup();
  }

  /** Makes it keep the log for this many days. */
  void ensure(int days) {
    var found = find();
    if (found.isEmpty()) {
      Aws.ask(
          "making log group " + name,
          () -> logs.createLogGroup(request -> request.logGroupName(name).tags(names.tags())));
    }
    if (found.isEmpty() || found.get() != days) {
      Aws.ask(
          "setting how long log group " + name + " keeps its log",
          () ->
              logs.putRetentionPolicy(request -> request.logGroupName(name).retentionInDays(days)));
    }
  }

  void remove() {
    Aws.drop(
        "deleting log group " + name,
        () -> logs.deleteLogGroup(request -> request.logGroupName(name)));
  }

  /** For how many days it keeps the log; 0 is for ever; nothing where there is no such group. */
  private Optional<Integer> find() {
    return Aws.ask(
            "looking for log group " + name,
            () -> logs.describeLogGroups(request -> request.logGroupNamePrefix(name)))
        .logGroups()
        .stream()
        .filter(group -> group.logGroupName().equals(name))
        .findFirst()
        .map(group -> Optional.ofNullable(group.retentionInDays()).orElse(0));
  }
}
