package faas.scarlet.model.event;

import java.time.Instant;

/**
 * Tells one PUT of a key from the next: a notification and a LIST of the same upload give the same
 * one, putting the file again, even with the same bytes, another.
 *
 * @param etag without quotes
 * @param modified in milliseconds since 1970
 */
public record Upload(String etag, long modified) {
  /** The upload that a LIST shows. */
  public static Upload listed(String etag, Instant lastModified) {
    return new Upload(etag.replace("\"", ""), lastModified.toEpochMilli());
  }

  /** As it stands in the ledger. */
  @Override
  public String toString() {
    return etag + "@" + modified;
  }
}
