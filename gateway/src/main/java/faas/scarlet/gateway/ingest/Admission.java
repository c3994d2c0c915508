package faas.scarlet.gateway.ingest;

import faas.scarlet.gateway.Quoted;
import faas.scarlet.gateway.ledger.Announcements;
import faas.scarlet.gateway.ledger.Intake;
import faas.scarlet.gateway.ledger.NewInvocation;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** The one way into the ledger, for what notifications and what the sweep found. */
@Singleton
public class Admission {
  private static final Logger LOG = Logger.getLogger(Admission.class);

  private final Intake intake;
  private final Announcements announcements;

  public Admission(Intake intake, Announcements announcements) {
    this.intake = intake;
    this.announcements = announcements;
  }

  /**
   * Records what is new; it is durable when this returns, and begins soon after.
   *
   * @param by who found it, for the log
   * @return how many were new
   */
  public int admit(List<NewInvocation> invocations, String by) {
    var added = intake.add(invocations);
    if (!added.isEmpty()) {
      announcements.announce();
    }
    for (NewInvocation invocation : added) {
      LOG.infof(
          "invocation recorded id=%s function=%s%s by=%s",
          invocation.id(),
          invocation.function().id(),
          invocation
              .object()
              .map(o -> " bucket=" + Quoted.of(o.bucket()) + " key=" + Quoted.of(o.key()))
              .orElse(""),
          by);
    }
    return added.size();
  }
}
