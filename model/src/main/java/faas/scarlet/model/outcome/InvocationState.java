package faas.scarlet.model.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an invocation is on its way; the ledger's states. */
public enum InvocationState {
  /** Waits for its first or next attempt. */
  @JsonProperty("Pending")
  PENDING,
  /** An attempt is under way, under a lease. */
  @JsonProperty("Running")
  RUNNING,
  /** An attempt succeeded; its outputs are there. */
  @JsonProperty("Succeeded")
  SUCCEEDED,
  /** Given up; listed, and can be replayed. */
  @JsonProperty("Dead")
  DEAD,
  /** Taken back by a user before it ran. */
  @JsonProperty("Cancelled")
  CANCELLED
}
