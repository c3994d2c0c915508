package faas.scarlet.aws.deploy;

import faas.scarlet.aws.client.Aws;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** A ping on a schedule, so that one instance is always there: SCAR's hot function. */
final class KeepWarm {
  /** What the supervisor is sent, and answers without running anything. */
  static final String PING = "{\"scarlet\":\"keep-warm\"}";

  /** Lambda takes idle instances away some minutes after their last call. */
  private static final String SCHEDULE = "rate(4 minutes)";

  private static final String SERVICE = "events.amazonaws.com";
  private static final String STATEMENT = "scarlet-keep-warm";
  private static final String TARGET = "scarlet";

  private final EventBridgeClient events;
  private final Permissions permissions;
  private final Arns arns;
  private final Names names;
  private final String name;

  KeepWarm(EventBridgeClient events, Permissions permissions, Arns arns, Names names) {
    this.events = events;
    this.permissions = permissions;
    this.arns = arns;
    this.names = names;
    this.name = names.function();
  }

  /** Makes the ping be there, or not be there. */
  void ensure(boolean wanted) {
    if (!wanted) {
      remove();
      return;
    }
    var rule = find();
    if (rule.isEmpty()
        || !SCHEDULE.equals(rule.get().scheduleExpression())
        || rule.get().state() != RuleState.ENABLED) {
      put(rule.isEmpty() ? tags() : List.of());
    }
    String source = arns.rule(name);
    if (!source.equals(permissions.find().get(STATEMENT))) {
      permissions.remove(STATEMENT);
      permissions.add(STATEMENT, SERVICE, source);
    }
    aim();
  }

  /** Takes the ping away. */
  void remove() {
    if (find().isEmpty()) {
      return;
    }
    String what = "deleting rule " + name;
    permissions.remove(STATEMENT);
    Aws.drop(what, () -> events.removeTargets(request -> request.rule(name).ids(TARGET)));
    Aws.drop(what, () -> events.deleteRule(request -> request.name(name)));
  }

  private void put(List<Tag> tags) {
    Aws.ask(
        "making rule " + name,
        () ->
            events.putRule(
                request -> {
                  request
                      .name(name)
                      .description("Scarlet: keeps one instance of a function warm")
                      .scheduleExpression(SCHEDULE)
                      .state(RuleState.ENABLED);
                  if (!tags.isEmpty()) {
                    request.tags(tags);
                  }
                }));
  }

  private void aim() {
    var wanted = Target.builder().id(TARGET).arn(arns.function(name)).input(PING).build();
    var found =
        Aws.ask(
            "reading whom rule " + name + " calls",
            () -> events.listTargetsByRule(request -> request.rule(name)));
    if (!found.targets().contains(wanted)) {
      Aws.ask(
          "having rule " + name + " call the function",
          () -> events.putTargets(request -> request.rule(name).targets(wanted)));
    }
  }

  private Optional<DescribeRuleResponse> find() {
    var rule =
        Aws.find(
            "looking for rule " + name, () -> events.describeRule(request -> request.name(name)));
    if (rule.isPresent() && !names.own(tags(rule.get().arn()))) {
      throw Foreign.found("rule " + name, names);
    }
    return rule;
  }

  private Map<String, String> tags(String arn) {
    return Aws.ask(
            "reading the tags of rule " + name,
            () -> events.listTagsForResource(request -> request.resourceARN(arn)))
        .tags()
        .stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private List<Tag> tags() {
    return names.tags().entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
