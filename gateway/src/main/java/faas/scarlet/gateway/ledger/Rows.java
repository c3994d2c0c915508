package faas.scarlet.gateway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.InvocationState;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import faas.scarlet.model.outcome.Timings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ledger's rows as values. */
final class Rows {
  private Rows() {}

  static InvocationView invocation(ResultSet row) throws SQLException {
    var state = Names.parse(InvocationState.class, row.getString("state"));
    return new InvocationView(
        row.getObject("id", UUID.class),
        row.getString("namespace") + "/" + row.getString("name"),
        row.getString("object_store"),
        row.getString("bucket"),
        row.getString("object_key"),
        row.getString("upload"),
        row.getString("event_time"),
        state,
        reason(row),
        row.getString("message"),
        row.getInt("attempts"),
        row.getString("last_target"),
        time(row, "started_at"),
        state == InvocationState.PENDING ? time(row, "not_before") : null,
        Objects.requireNonNull(time(row, "created_at")),
        Objects.requireNonNull(time(row, "updated_at")),
        time(row, "ended_at"));
  }

  static AttemptView attempt(ResultSet row) throws SQLException {
    return new AttemptView(
        row.getInt("number"),
        row.getString("target"),
        row.getString("placed_because"),
        Names.parse(AttemptView.State.class, row.getString("state")),
        Objects.requireNonNull(time(row, "started_at")),
        time(row, "ended_at"),
        reason(row),
        row.getString("message"),
        row.getObject("exit_code", Integer.class),
        json(row.getString("outputs"), new TypeReference<List<OutputObject>>() {}),
        json(row.getString("timings"), new TypeReference<Timings>() {}),
        row.getString("engine"),
        row.getObject("cache_hit", Boolean.class),
        row.getString("log_tail"));
  }

  private static @Nullable Reason reason(ResultSet row) throws SQLException {
    String reason = row.getString("reason");
    return reason == null ? null : Names.parse(Reason.class, reason);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static <T> @Nullable T json(@Nullable String json, TypeReference<T> type)
      throws SQLException {
    try {
      return json == null ? null : Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new SQLException("expected JSON in the ledger, found: " + e.getOriginalMessage(), e);
    }
  }
}
