package faas.scarlet.gateway.dispatch;

import faas.scarlet.gateway.Settings;
import faas.scarlet.gateway.catalogue.Catalogue;
import faas.scarlet.gateway.catalogue.CataloguedFunction;
import faas.scarlet.gateway.dispatch.target.Target;
import faas.scarlet.gateway.dispatch.target.Targets;
import faas.scarlet.gateway.ledger.Claim;
import faas.scarlet.gateway.ledger.Claims;
import faas.scarlet.gateway.ledger.Overdue;
import faas.scarlet.gateway.ledger.Overflow;
import faas.scarlet.model.burst.BurstPolicy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Takes due invocations and has them carried out. */
@Singleton
public class Dispatcher {
  private static final int CLAIMED_AT_ONCE = 50;

  private final Catalogue catalogue;
  private final Claims claims;
  private final Attempt attempt;
  private final Recorder recorder;
  private final Targets targets;
  private final Overflow overflow;
  private final Duration lease;
  private final String owner = UUID.randomUUID().toString();
  private final InFlight inFlight = new InFlight();

  Dispatcher(
      Settings settings,
      Catalogue catalogue,
      Claims claims,
      Attempt attempt,
      Overflow overflow,
      Recorder recorder,
      Targets targets) {
    this.catalogue = catalogue;
    this.claims = claims;
    this.attempt = attempt;
    this.recorder = recorder;
    this.overflow = overflow;
    this.targets = targets;
    lease = settings.lease();
  }

  /**
   * One round over all functions; the attempts go on after it.
   *
   * @param more called when another round may find more to do
   */
  void dispatch(Runnable more) {
    for (CataloguedFunction function : due()) {
      var first = targets.first(function);
      start(first, function, claim(first, function), more);
      targets
          .second(function)
          .filter(second -> second.serves(function))
          .ifPresent(second -> start(second, function, overflow(second, function), more));
    }
  }

  /**
   * Goes on with an attempt that its gateway has left, where attempts go on without one.
   *
   * @return false where nobody can say any more how it ends
   */
  boolean resume(Overdue overdue) {
    var function =
        catalogue.functions().stream()
            .filter(found -> found.function().uid().equals(overdue.functionUid()))
            .findFirst();
    var target = targets.named(overdue.target());
    if (function.isEmpty() || target.isEmpty() || !target.get().outlivesGateway(function.get())) {
      return false;
    }
    claims
        .adopt(overdue, owner, lease)
        .ifPresent(
            claim ->
                inFlight.start(
                    claim.lease().invocation(),
                    () -> carryOut(target.get(), function.get(), claim, () -> {})));
    return true;
  }

  /** Keeps the attempts under way from being taken over. */
  void renewLeases() {
    var invocations = inFlight.invocations();
    if (!invocations.isEmpty()) {
      claims.renew(owner, invocations, lease);
    }
  }

  /** Waits for the attempts under way; those that take longer are left to their leases. */
  void finish(Duration patience) throws InterruptedException {
    inFlight.finish(patience);
  }

  private void start(
      Target target, CataloguedFunction function, List<Claim> claimed, Runnable more) {
    for (Claim claim : claimed) {
      inFlight.start(claim.lease().invocation(), () -> carryOut(target, function, claim, more));
    }
    if (claimed.size() == CLAIMED_AT_ONCE) {
      more.run();
    }
  }

  private void carryOut(Target target, CataloguedFunction function, Claim claim, Runnable more) {
    try {
      long begun = System.nanoTime();
      var result = attempt.carryOut(target, function, claim);
      var took = Duration.ofNanos(System.nanoTime() - begun);
      boolean recorded = recorder.record(function.function(), claim, took, result);
      more.run();
      if (recorded) {
        target.recorded(function, claim.lease().invocation(), claim.lease().attempt());
      }
    } catch (InterruptedException e) {
      // The gateway stops: nobody renews the lease any more, and so another gateway, or this one
      // after its restart, takes the invocation over.
      Thread.currentThread().interrupt();
    }
  }

  /** In another order each time, so that none is always served last. */
  private List<CataloguedFunction> due() {
    var runnable = new ArrayList<CataloguedFunction>();
    for (CataloguedFunction function : catalogue.functions()) {
      if (!function.function().spec().suspended() && isServed(function)) {
        runnable.add(function);
      }
    }
    var due = new HashSet<>(claims.due(runnable.stream().map(f -> f.function().uid()).toList()));
    calm(runnable, due);
    runnable.removeIf(function -> !due.contains(function.function().uid()));
    Collections.shuffle(runnable);
    return runnable;
  }

  /** Either target will do: while the cluster cannot serve a function, its work may overflow. */
  private boolean isServed(CataloguedFunction function) {
    return targets.first(function).serves(function)
        || targets.second(function).filter(second -> second.serves(function)).isPresent();
  }

  private void calm(List<CataloguedFunction> runnable, Set<String> due) {
    var idle =
        runnable.stream()
            .filter(function -> targets.second(function).isPresent())
            .map(function -> function.function().uid())
            .filter(uid -> !due.contains(uid))
            .toList();
    if (!idle.isEmpty()) {
      overflow.calm(idle);
    }
  }

  private List<Claim> claim(Target target, CataloguedFunction function) {
    return target.serves(function)
        ? claims.take(
            request(target, function), CLAIMED_AT_ONCE, function.function().spec().maxInFlight())
        : List.of();
  }

  private List<Claim> overflow(Target target, CataloguedFunction function) {
    return overflow.take(
        request(target, function),
        BurstPolicy.of(function.function().spec().placement()),
        CLAIMED_AT_ONCE);
  }

  private Claims.Request request(Target target, CataloguedFunction function) {
    return new Claims.Request(function.function().uid(), owner, lease, target.name());
  }
}
