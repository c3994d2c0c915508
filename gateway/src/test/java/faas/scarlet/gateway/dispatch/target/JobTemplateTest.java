package faas.scarlet.gateway.dispatch.target;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.model.Json;
import faas.scarlet.model.function.Function;
import faas.scarlet.model.function.Manifest;
import faas.scarlet.model.outcome.AttemptRequest;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobTemplateTest {
  private static final UUID ID = UUID.fromString("0196f3a2-0000-7000-8000-000000000001");

  @Test
  void itIsThePodOfTheServiceForOneAttempt() throws Exception {
    var asked = request("{\"key\": \"$(HOME) costs $5\"}");

    var job = JobTemplate.render(service(""), function(), ID, asked);

    assertThat(job.getMetadata().getName())
        .isEqualTo("copy-0196f3a2000070008000000000000001-2")
        .isEqualTo(JobTemplate.name(function().id(), ID, 2));
    assertThat(job.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(function().uid()));
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo((60 + 11) * 60);
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    var pod = job.getSpec().getTemplate();
    assertThat(pod.getMetadata().getLabels()).containsEntry("app.kubernetes.io/instance", "copy");
    assertThat(Json.write(pod.getSpec()))
        .contains("\"nodeSelector\":{\"disk\":\"fast\"}", "\"automountServiceAccountToken\":false")
        .contains("\"restartPolicy\":\"Never\"", "copy-function", "\"runAsNonRoot\":true")
        .doesNotContain("containerConcurrency", "timeoutSeconds", "readinessProbe", "8080");
    var container = pod.getSpec().getContainers().getFirst();
    assertThat(container.getArgs()).containsExactly("attempt");
    assertThat(container.getEnv())
        .contains(new EnvVar("SCARLET_INVOCATION", ID.toString(), null))
        .anySatisfy(
            variable -> {
              assertThat(variable.getName()).isEqualTo("SCARLET_ATTEMPT_REQUEST");
              // as Kubernetes reads it
              assertThat(variable.getValue().replace("$$", "$")).isEqualTo(Json.write(asked));
              assertThat(variable.getValue()).contains("$$(HOME)");
            });
  }

  @Test
  void aCommandGivenInFullKeepsAllButItsVerb() throws Exception {
    var job =
        JobTemplate.render(
            service("\"command\": [\"/opt/scarlet/bin/tini\", \"--\", \"serve\"],"),
            function(),
            ID,
            request("{}"));

    var container = job.getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(container.getCommand()).containsExactly("/opt/scarlet/bin/tini", "--", "attempt");
    assertThat(container.getArgs()).isEmpty();
  }

  @Test
  void whatDoesNotFitIntoAVariableIsSeenBefore() {
    assertThat(JobTemplate.holds(request("x".repeat(100 * 1024)))).isTrue();
    assertThat(JobTemplate.holds(request("x".repeat(130 * 1024)))).isFalse();
  }

  private static AttemptRequest request(String event) {
    return new AttemptRequest(2, event, Instant.EPOCH, null);
  }

  private static GenericKubernetesResource service(String command) throws Exception {
    return Json.MAPPER.readValue(
        """
        {"spec": {"template": {
          "metadata": {"labels": {"app.kubernetes.io/instance": "copy"}},
          "spec": {
            "containerConcurrency": 1, "timeoutSeconds": 600, "responseStartTimeoutSeconds": 600,
            "enableServiceLinks": false, "automountServiceAccountToken": false,
            "nodeSelector": {"disk": "fast"},
            "containers": [{
              "name": "supervisor", "image": "scarlet/supervisor:1", %s
              "env": [{"name": "SCARLET_WORK", "value": "/tmp"}],
              "ports": [{"containerPort": 8080}],
              "readinessProbe": {"httpGet": {"path": "/healthz", "port": 0}},
              "securityContext": {"runAsNonRoot": true},
              "volumeMounts": [{"name": "function", "mountPath": "/etc/scarlet/function"}]}],
            "volumes": [{"name": "function", "configMap": {"name": "copy-function"}}]}}}}
        """
            .formatted(command),
        GenericKubernetesResource.class);
  }

  private static Function function() throws Exception {
    return Manifest.read(
            """
            apiVersion: scarlet.faas/v1alpha1
            kind: ScarFunction
            metadata: {name: copy, namespace: imaging, uid: u-1}
            spec: {image: busybox, timeout: 1h}
            """,
            "f.yaml")
        .getFirst();
  }
}
