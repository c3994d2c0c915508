package faas.scarlet.aws.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.aws.client.Aws;
import faas.scarlet.model.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** The role that the function runs as. */
final class ExecutionRole {
  private static final String POLICY = "scarlet";

  private final IamClient iam;
  private final Names names;
  private final String name;

  ExecutionRole(IamClient iam, Names names) {
    this.iam = iam;
    this.names = names;
    this.name = names.function();
  }

  /** Makes it have these rights and no others of ours; returns its ARN. */
  String ensure(String policy) {
    var role = find().orElseGet(this::create);
    if (!same(role.assumeRolePolicyDocument(), Policies.TRUST)) {
      Aws.ask(
          "correcting who may take role " + name,
          () ->
              iam.updateAssumeRolePolicy(
                  request -> request.roleName(name).policyDocument(Policies.TRUST)));
    }
    var found =
        Aws.find(
            "reading the policy of role " + name,
            () -> iam.getRolePolicy(request -> request.roleName(name).policyName(POLICY)));
    if (found.isEmpty() || !same(found.get().policyDocument(), policy)) {
      Aws.ask(
          "giving role " + name + " its rights",
          () ->
              iam.putRolePolicy(
                  request -> request.roleName(name).policyName(POLICY).policyDocument(policy)));
    }
    return role.arn();
  }

  /** Takes it away with all its rights, also those that somebody added. */
  void remove() {
    if (find().isEmpty()) {
      return;
    }
    String what = "deleting role " + name;
    var attached =
        Aws.ask(what, () -> iam.listAttachedRolePolicies(request -> request.roleName(name)));
    for (var policy : attached.attachedPolicies()) {
      Aws.drop(
          what,
          () ->
              iam.detachRolePolicy(
                  request -> request.roleName(name).policyArn(policy.policyArn())));
    }
    var inline = Aws.ask(what, () -> iam.listRolePolicies(request -> request.roleName(name)));
    for (String policy : inline.policyNames()) {
      Aws.drop(
          what, () -> iam.deleteRolePolicy(request -> request.roleName(name).policyName(policy)));
    }
    Aws.drop(what, () -> iam.deleteRole(request -> request.roleName(name)));
  }

  private Optional<Role> find() {
    var role =
        Aws.find("looking for role " + name, () -> iam.getRole(request -> request.roleName(name)))
            .map(found -> found.role());
    role.filter(found -> !names.own(tags(found)))
        .ifPresent(
            found -> {
              throw Foreign.found("role " + name, names);
            });
    return role;
  }

  private Role create() {
    return Aws.ask(
        "making role " + name,
        () ->
            iam.createRole(
                    request ->
                        request
                            .roleName(name)
                            .description("Scarlet: what a function on Lambda may do")
                            .assumeRolePolicyDocument(Policies.TRUST)
                            .tags(tags()))
                .role());
  }

  private List<Tag> tags() {
    return names.tags().entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static Map<String, String> tags(Role role) {
    return role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  /** IAM gives policies back encoded as in an address, and may have written them otherwise. */
  private static boolean same(String found, String wanted) {
    try {
      return json(URLDecoder.decode(found.replace("+", "%2B"), StandardCharsets.UTF_8))
          .equals(json(wanted));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return false;
    }
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.MAPPER.readTree(text);
  }
}
