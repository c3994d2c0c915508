package faas.scarlet.gateway.ledger;

import java.util.UUID;

/**
 * One upload of one object.
 *
 * @param objectStore name of the store
 * @param upload tells this upload of the key from others
 */
public record ObjectUpload(String objectStore, String bucket, String key, String upload) {
  /** What the ledger knows it by. */
  UUID occasion() {
    return Occasion.of(objectStore, bucket, key, upload);
  }
}
