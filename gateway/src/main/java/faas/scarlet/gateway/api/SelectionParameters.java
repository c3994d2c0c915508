package faas.scarlet.gateway.api;

import faas.scarlet.gateway.Refusals;
import faas.scarlet.gateway.ledger.Names;
import faas.scarlet.gateway.ledger.Selection;
import faas.scarlet.model.function.FunctionId;
import faas.scarlet.model.outcome.InvocationState;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What {@code GET /api/invocations} may be asked, as it stands in the address. */
public class SelectionParameters {
  private static final int LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1000;

  @QueryParam("function")
  @Parameter(description = "Only of this function: namespace/name")
  @Nullable String function;

  @QueryParam("state")
  @Parameter(description = "Only in this state: Pending, Running, Succeeded, Dead, Cancelled")
  @Nullable String state;

  @QueryParam("since")
  @Parameter(description = "Not recorded before this RFC 3339 time")
  @Nullable String since;

  @QueryParam("limit")
  @Parameter(description = "Most invocations of a page, 1 to 1000; 100 if not given")
  @Nullable String limit;

  @QueryParam("cursor")
  @Parameter(description = "The cursor of the page before")
  @Nullable String cursor;

  /**
   * Checked and understood.
   *
   * @throws jakarta.ws.rs.WebApplicationException with status 400 that names the parameter
   */
  Selection selection() {
    return new Selection(
        given(function).map(SelectionParameters::function),
        given(state).map(SelectionParameters::state),
        given(since).map(SelectionParameters::time),
        given(cursor).map(SelectionParameters::cursor),
        given(limit).map(SelectionParameters::limit).orElse(LIMIT));
  }

  private static Optional<String> given(@Nullable String parameter) {
    return Optional.ofNullable(parameter);
  }

  private static FunctionId function(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw Refusals.parameter("function", "namespace/name", text);
    }
    return new FunctionId(parts[0], parts[1]);
  }

  private static InvocationState state(String text) {
    return Arrays.stream(InvocationState.values())
        .filter(state -> Names.of(state).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusals.parameter(
                    "state",
                    "one of " + Arrays.stream(InvocationState.values()).map(Names::of).toList(),
                    text));
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Refusals.parameter("since", "an RFC 3339 time as 2026-01-31T12:00:00Z", text);
    }
  }

  private static UUID cursor(String text) {
    return Cursor.parse(text)
        .orElseThrow(() -> Refusals.parameter("cursor", "the cursor of the page before", text));
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > HIGHEST_LIMIT) {
      throw Refusals.parameter("limit", "a number from 1 to " + HIGHEST_LIMIT, text);
    }
    return Integer.parseInt(text);
  }
}
