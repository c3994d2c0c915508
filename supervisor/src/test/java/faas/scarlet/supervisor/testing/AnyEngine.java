package faas.scarlet.supervisor.testing;

import faas.scarlet.supervisor.Supervisor;
import faas.scarlet.supervisor.SupervisorSettings;
import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.engine.Finding;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.image.CacheSettings;
import faas.scarlet.supervisor.image.Mirrors;
import faas.scarlet.supervisor.image.PullProgress;
import faas.scarlet.supervisor.staging.ObjectStores;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests that run scripts, loudly, on a machine where no engine can. */
public final class AnyEngine implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Machine.FINDINGS.stream().anyMatch(Finding::works)) {
      return ConditionEvaluationResult.enabled("an engine works here");
    }
    String why = "SKIPPED: no engine works on this machine: " + Machine.FINDINGS;
    System.err.println("\n*** " + context.getDisplayName() + " " + why + "\n");
    return ConditionEvaluationResult.disabled(why);
  }

  /** Tried once, when first asked for. */
  private static final class Machine {
    static final List<Finding> FINDINGS = find();

    private static List<Finding> find() {
      try (var registry = new RegistryServer()) {
        var folder = Files.createTempDirectory("scarlet-engines-");
        try {
          var supervisor =
              Supervisor.open(
                  new SupervisorSettings(
                      CacheSettings.of(folder.resolve("cache"), Mirrors.parse(registry.mirror())),
                      folder.resolve("work"),
                      "local",
                      Duration.ofSeconds(1),
                      ObjectStores.s3(List.of()),
                      (id, line) -> {},
                      PullProgress.NONE));
          return supervisor.engines(supervisor.pull(HostImage.push(registry)));
        } finally {
          Tree.delete(folder);
        }
      } catch (IOException | Fault e) {
        throw new IllegalStateException("cannot try the engines", e);
      }
    }
  }
}
