package faas.scarlet.operator.store;

import faas.scarlet.operator.store.StoreException.Cause;
import java.util.ArrayList;
import java.util.Map;

/** The targets that a MinIO took with its start. */
record MinioTargets(MinioAdmin admin, String arn) implements NotificationTargets {
  @Override
  public void check() throws StoreException {
    var found = new ArrayList<String>();
    admin
        .get("info", Map.of())
        .ifPresent(info -> info.path("sqsARN").forEach(target -> found.add(target.asText())));
    if (!found.contains(arn)) {
      throw new StoreException(
          Cause.TARGET_NOT_REGISTERED,
          "expected the webhook target %s, found %s; register it with the store once, as the chart's notes say, or correct notifications.target; until then the sweep finds new objects"
              .formatted(arn, found));
    }
  }
}
