package faas.scarlet.model.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages of a queue as Lambda gets them, which are answered one by one.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Using
 *     partial batch responses</a>
 */
public record QueueBatch(List<Message> messages) {
  /**
   * A message.
   *
   * @param id that says which one failed
   * @param body of any form that {@link Events} reads
   */
  public record Message(String id, String body) {}

  public QueueBatch {
    messages = List.copyOf(messages);
  }

  /**
   * Empty where the payload is no such batch.
   *
   * @throws InvalidEventException where it is malformed; the field is named
   */
  public static Optional<QueueBatch> read(JsonNode payload) throws InvalidEventException {
    var records = payload.path("Records");
    if (!records.path(0).path("eventSource").asText().equals("aws:sqs")) {
      return Optional.empty();
    }
    var messages = new ArrayList<Message>();
    for (int i = 0; i < records.size(); i++) {
      var record = new Fields(records.path(i), "Records[" + i + "]");
      messages.add(new Message(record.text("messageId"), record.textIfAny("body").orElse("")));
    }
    return Optional.of(new QueueBatch(messages));
  }
}
