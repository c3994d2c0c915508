package faas.scarlet.model.burst;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What would have become of some work under a policy: the cluster takes what waited longest
 * whenever it has a place, and what overflows goes to Lambda at once. Work takes as long there as
 * on the cluster.
 */
public final class BurstSimulation {
  private final int places;
  private final Optional<BurstPolicy> policy;
  private final PriorityQueue<Instant> onCluster = new PriorityQueue<>();
  private final PriorityQueue<Instant> onLambda = new PriorityQueue<>();
  private final ArrayDeque<Work> queue = new ArrayDeque<>();
  private final List<Duration> waits = new ArrayList<>();
  private final List<Duration> timesOnLambda = new ArrayList<>();
  private boolean overflowing;
  private LocalDate day = LocalDate.EPOCH;
  private int today;
  private Instant end = Instant.EPOCH;

  private BurstSimulation(int places, Optional<BurstPolicy> policy) {
    this.places = places;
    this.policy = policy;
  }

  /**
   * Plays it through.
   *
   * @param places how many the cluster carries out at once, at least 1
   * @param policy absent: nothing overflows
   */
  public static Outcome run(List<Work> work, int places, Optional<BurstPolicy> policy) {
    if (places < 1) {
      throw new IllegalArgumentException("expected at least 1 place, found " + places);
    }
    var simulation = new BurstSimulation(places, policy);
    simulation.play(work.stream().sorted(Comparator.comparing(Work::due)).toList());
    return new Outcome(simulation.waits, simulation.timesOnLambda, simulation.end);
  }

  private void play(List<Work> work) {
    int next = 0;
    var now = work.isEmpty() ? Instant.EPOCH : work.getFirst().due();
    while (next < work.size() || !queue.isEmpty()) {
      while (next < work.size() && !work.get(next).due().isAfter(now)) {
        queue.add(work.get(next++));
      }
      vacate(onCluster, now);
      vacate(onLambda, now);
      while (!queue.isEmpty() && onCluster.size() < places) {
        start(onCluster, now);
      }
      overflow(now);
      now = next(now, next < work.size() ? Optional.of(work.get(next).due()) : Optional.empty());
    }
  }

  private void overflow(Instant now) {
    if (policy.isEmpty()) {
      return;
    }
    var rules = policy.get();
    overflowing = rules.overflows(state(now), overflowing).isPresent();
    var date = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (!date.equals(day)) {
      day = date;
      today = 0;
    }
    if (overflowing) {
      int room = Math.min(rules.room(onLambda.size(), today), queue.size());
      for (int i = 0; i < room; i++) {
        timesOnLambda.add(start(onLambda, now).took());
        today++;
      }
    }
  }

  private Queue state(Instant now) {
    var oldest = queue.peek();
    return new Queue(
        queue.size(), oldest == null ? Duration.ZERO : Duration.between(oldest.due(), now));
  }

  private Work start(PriorityQueue<Instant> where, Instant now) {
    var work = queue.remove();
    waits.add(Duration.between(work.due(), now));
    var done = now.plus(work.took());
    where.add(done);
    end = done.isAfter(end) ? done : end;
    return work;
  }

  private static void vacate(PriorityQueue<Instant> where, Instant now) {
    while (!where.isEmpty() && !where.element().isAfter(now)) {
      where.remove();
    }
  }

  /** When something may change: work comes or ends, the oldest has waited too long, a new day. */
  private Instant next(Instant now, Optional<Instant> arrival) {
    var times = new ArrayList<Instant>();
    arrival.ifPresent(times::add);
    Optional.ofNullable(onCluster.peek()).ifPresent(times::add);
    var oldest = queue.peek();
    if (oldest != null && policy.isPresent()) {
      Optional.ofNullable(onLambda.peek()).ifPresent(times::add);
      times.add(oldest.due().plus(policy.get().pendingFor()));
      times.add(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
    return times.stream()
        .filter(time -> time.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  /**
   * Work that came.
   *
   * @param due when it could have begun
   * @param took how long it ran
   */
  public record Work(Instant due, Duration took) {}

  /**
   * How it went.
   *
   * @param waits how long each had to wait
   * @param onLambda how long each of those took that overflowed
   * @param end when the last one was done
   */
  public record Outcome(List<Duration> waits, List<Duration> onLambda, Instant end) {
    public Outcome {
      waits = waits.stream().sorted().toList();
      onLambda = List.copyOf(onLambda);
    }

    /**
     * The wait that so many did not exceed.
     *
     * @param share from 0 to 1, as in 0.95
     */
    public Duration waited(double share) {
      return waits.isEmpty()
          ? Duration.ZERO
          : waits.get((int) Math.min(waits.size() - 1L, Math.round(share * (waits.size() - 1))));
    }
  }
}
