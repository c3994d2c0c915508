package faas.scarlet.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.Manifest;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
  @Test
  void aFunctionMayReadItsInputsAndWriteItsOutputs() throws Exception {
    assertPolicy(
        "{input: [{path: photos/in}], output: [{path: photos/out}, {path: logs}]}",
        """
        - {Effect: Allow, Action: [s3:GetBucketLocation],
           Resource: ['arn:aws:s3:::logs', 'arn:aws:s3:::photos']}
        - {Effect: Allow, Action: [s3:ListBucket], Resource: ['arn:aws:s3:::photos'],
           Condition: {StringLike: {s3:prefix: ['in/*']}}}
        - {Effect: Allow, Action: [s3:GetObject, s3:GetObjectVersion, s3:GetObjectAttributes],
           Resource: ['arn:aws:s3:::photos/in/*']}
        - {Effect: Allow,
           Action: [s3:PutObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts],
           Resource: ['arn:aws:s3:::logs/*', 'arn:aws:s3:::photos/out/*']}
        """);
  }

  @Test
  void aWholeBucketIsListedWithoutACondition() throws Exception {
    assertPolicy(
        "{input: [{path: photos}]}",
        """
        - {Effect: Allow, Action: [s3:GetBucketLocation], Resource: ['arn:aws:s3:::photos']}
        - {Effect: Allow, Action: [s3:ListBucket], Resource: ['arn:aws:s3:::photos']}
        - {Effect: Allow, Action: [s3:GetObject, s3:GetObjectVersion, s3:GetObjectAttributes],
           Resource: ['arn:aws:s3:::photos/*']}
        """);
  }

  @Test
  void whatIsInAnotherStoreGivesNoRightInThisOne() throws Exception {
    assertPolicy(
        "{input: [{objectStore: archive, path: photos}], output: [{path: photos/out}],"
            + " onFailure: failures}",
        """
        - {Effect: Allow, Action: [s3:GetBucketLocation], Resource: ['arn:aws:s3:::photos']}
        - {Effect: Allow,
           Action: [s3:PutObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts],
           Resource: ['arn:aws:s3:::photos/out/*']}
        """);
  }

  @Test
  void charactersThatPoliciesUnderstandStandForOneCharacter() throws Exception {
    var policy = policy("{output: [{path: 'photos/a*${aws:username}'}]}");

    assertThat(policy.at("/Statement/1/Resource/0").asText())
        .isEqualTo("arn:aws:s3:::photos/a??{aws:username}/*");
  }

  private static void assertPolicy(String spec, String statements) throws Exception {
    var expected = new YAMLMapper().readTree(statements);
    assertThat(policy(spec).path("Statement")).isEqualTo(expected);
  }

  private static JsonNode policy(String spec) throws Exception {
    String manifest =
        """
        apiVersion: scarlet.faas/v1alpha1
        kind: ScarFunction
        metadata: {name: policy}
        spec: %s
        """
            .formatted(spec.replaceFirst("\\{", "{image: debian, "));
    return Json.MAPPER.readTree(
        AccessPolicy.of(Manifest.read(manifest, "test").getFirst(), "default"));
  }
}
