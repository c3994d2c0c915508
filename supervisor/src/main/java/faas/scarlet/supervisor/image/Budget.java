package faas.scarlet.supervisor.image;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.util.concurrent.atomic.AtomicLong;

/** What an image may still use of its {@link ImageLimits}, over all layers and threads. */
final class Budget {
  private final String image;
  private final ImageLimits limits;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();

  Budget(String image, ImageLimits limits) {
    this.image = image;
    this.limits = limits;
  }

  /** Counts unpacked bytes; more than allowed are {@code ImageTooLarge}. */
  void bytes(long more) throws Fault {
    if (bytes.addAndGet(more) > limits.bytes()) {
      throw tooLarge("bytes", limits.bytes(), limits.bytesFrom());
    }
  }

  /** Counts one more file, folder or link. */
  void entry() throws Fault {
    if (entries.incrementAndGet() > limits.entries()) {
      throw tooLarge("files", limits.entries(), "SCARLET_IMAGE_MAX_ENTRIES");
    }
  }

  private Fault tooLarge(String what, long limit, String setting) {
    return new Fault(
        Reason.IMAGE_TOO_LARGE,
        "image %s has more than %d %s unpacked; take a smaller one, or raise %s"
            .formatted(image, limit, what, setting));
  }
}
