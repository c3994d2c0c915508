package faas.scarlet.gateway.store;

import faas.scarlet.model.event.Upload;
import java.time.Instant;

/**
 * An object as a LIST shows it.
 *
 * @param size in bytes
 * @param etag without quotes
 */
public record ListedObject(String key, long size, String etag, Instant modified) {
  /** Tells this upload of the key from others. */
  public Upload upload() {
    return Upload.listed(etag, modified);
  }
}
