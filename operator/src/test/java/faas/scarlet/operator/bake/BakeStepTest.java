package faas.scarlet.operator.bake;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.aws.AwsCause;
import faas.scarlet.aws.AwsFault;
import faas.scarlet.crd.FunctionStatus;
import faas.scarlet.crd.ScarFunction;
import faas.scarlet.model.Json;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.function.FunctionSpec;
import faas.scarlet.operator.reference.Resolved;
import faas.scarlet.operator.render.BakedImage;
import faas.scarlet.operator.status.FunctionConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BakeStepTest {
  private static final BakeSettings SETTINGS =
      new BakeSettings(
          Optional.of(URI.create("https://registry.example.com/baked")),
          Optional.empty(),
          Optional.empty(),
          Optional.of("login"));

  private final List<BakeTask> baked = new ArrayList<>();
  private final List<FunctionId> told = new ArrayList<>();
  private final Set<String> secrets = new HashSet<>(Set.of("login"));
  private final Queue<Runnable> queued = new ArrayDeque<>();
  private Optional<AwsCause> refusal = Optional.empty();
  private String result = "registry.example.com/baked@sha256:1";
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private BakeWork work = newWork();
  private BakeStep step = new BakeStep(SETTINGS, work);

  @Test
  void anImageIsBakedOnceForAllFunctionsThatHaveIt() {
    var one = function("one", "musl@sha256:a");
    var other = function("other", "musl@sha256:a");

    assertThat(look(one)).isEmpty();
    assertThat(look(other)).isEmpty();
    assertThat(condition(one).getReason()).isEqualTo("Baking");
    assertThat(condition(one).getStatus()).isEqualTo("Unknown");
    work();

    assertThat(told).extracting(FunctionId::name).containsExactlyInAnyOrder("one", "other");
    assertThat(look(one)).contains(new BakedImage(result, Optional.of("login")));
    assertThat(look(other)).contains(new BakedImage(result, Optional.of("login")));
    assertThat(baked).hasSize(1);
    assertThat(condition(one).getReason()).isEqualTo("Baked");
    assertThat(condition(one).getStatus()).isEqualTo("True");
    assertThat(condition(one).getMessage()).contains(result);
    assertThat(one.getStatus().bakedImage()).isEqualTo(result);
  }

  @Test
  void whoHasAnotherLoginIsAskedForIt() {
    var one = function("one", "secret@sha256:a");

    look(one, List.of("login of one"));
    look(one, List.of());
    work();

    assertThat(baked).hasSize(2);
    assertThat(baked.toString()).doesNotContain("login of one");
  }

  @Test
  void aRefusalIsAConditionAndTriedAgainAfterLongerAndLongerPauses() {
    var one = function("one", "musl");
    refusal = Optional.of(AwsCause.REGISTRY_REFUSED);
    look(one);
    work();

    assertThat(look(one)).isEmpty();
    assertThat(condition(one).getReason()).isEqualTo("RegistryRefused");
    assertThat(condition(one).getStatus()).isEqualTo("False");
    for (int seconds : List.of(10, 20, 40, 80, 160, 300, 300)) {
      now = now.plusSeconds(seconds - 1);
      look(one);
      assertThat(queued).as("before %d s", seconds).isEmpty();
      now = now.plusSeconds(1);
      look(one);
      assertThat(queued).as("after %d s", seconds).hasSize(1);
      assertThat(condition(one).getReason()).as("meanwhile").isEqualTo("RegistryRefused");
      work();
    }

    refusal = Optional.empty();
    now = now.plusSeconds(300);
    look(one);
    work();
    assertThat(look(one)).isPresent();
  }

  @Test
  void whatIsThereStaysInUseWhileARegistryDoesNotAnswer() {
    var one = function("one", "musl");
    look(one);
    work();
    refusal = Optional.of(AwsCause.REGISTRY_UNAVAILABLE);
    now = now.plus(Duration.ofMinutes(11));
    look(one);
    work();

    assertThat(baked).hasSize(2);
    assertThat(look(one)).isPresent();
    assertThat(condition(one).getStatus()).isEqualTo("True");
  }

  @Test
  void aNewOperatorUsesTheFormerImageUntilItHasLookedForItself() {
    var one = function("one", "musl");
    look(one);
    work();
    look(one);
    work = newWork();
    step = new BakeStep(SETTINGS, work);
    var before = one.getStatus();

    assertThat(look(one).orElseThrow().reference()).isEqualTo(result);
    assertThat(one.getStatus()).isEqualTo(before);

    result = "registry.example.com/baked@sha256:2";
    work();
    assertThat(look(one).orElseThrow().reference()).isEqualTo(result);
  }

  @Test
  void anotherSpecNeverUsesTheFormerImage() {
    var one = function("one", "musl");
    look(one);
    work();
    look(one);

    one.getMetadata().setGeneration(2L);
    one.setSpec(spec("other"));

    assertThat(look(one)).isEmpty();
    assertThat(condition(one).getReason()).isEqualTo("Baking");
  }

  @Test
  void aNamespaceWithoutTheLoginOfNodesIsToldSoAndHeldUpByNothing() {
    var one = function("one", "musl");
    secrets.clear();
    look(one);
    work();

    assertThat(look(one)).contains(new BakedImage(result, Optional.of("login")));
    assertThat(condition(one).getStatus()).isEqualTo("False");
    assertThat(condition(one).getReason()).isEqualTo("PullSecretNotFound");
    assertThat(condition(one).getMessage())
        .contains("registry.example.com", "Secret login", "functions.bake.pullSecret", "make it");

    secrets.add("login");
    look(one);
    assertThat(condition(one).getReason()).isEqualTo("Baked");
  }

  @Test
  void withoutARegistryItIsSaidHowToGetOne() {
    step =
        new BakeStep(
            new BakeSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            newWork());
    var one = function("one", "musl");

    assertThat(look(one)).isEmpty();
    assertThat(condition(one).getReason()).isEqualTo("BakingNotConfigured");
    assertThat(condition(one).getMessage()).contains("functions.bake.repository");
  }

  private BakeWork newWork() {
    return new BakeWork(
        task -> {
          baked.add(task);
          refusal.ifPresent(
              why -> {
                throw new AwsFault(why, "no");
              });
          return result;
        },
        queued::add,
        clock);
  }

  private Optional<BakedImage> look(ScarFunction function) {
    return look(function, List.of());
  }

  private Optional<BakedImage> look(ScarFunction function, List<String> logins) {
    work.onEnd(told::add);
    var conditions = new FunctionConditions(function, clock);
    var image =
        step.image(new Resolved(function.function(), "", logins), secrets::contains, conditions);
    function.setStatus(conditions.status());
    return image;
  }

  private void work() {
    while (!queued.isEmpty()) {
      queued.remove().run();
    }
  }

  private static Condition condition(ScarFunction function) {
    return Optional.ofNullable(function.getStatus())
        .orElse(FunctionStatus.EMPTY)
        .conditions()
        .stream()
        .filter(condition -> condition.getType().equals("ImageReady"))
        .findFirst()
        .orElseThrow();
  }

  private static ScarFunction function(String name, String image) {
    var function = new ScarFunction();
    function.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("imaging")
            .withName(name)
            .withUid(name)
            .withGeneration(1L)
            .build());
    function.setSpec(spec(image));
    return function;
  }

  private static FunctionSpec spec(String image) {
    try {
      return Json.MAPPER.readValue(
          "{\"image\": \"%s\", \"execution\": {\"mode\": \"Bake\"}}".formatted(image),
          FunctionSpec.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
