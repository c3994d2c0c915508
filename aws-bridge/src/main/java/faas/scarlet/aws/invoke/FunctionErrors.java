package faas.scarlet.aws.invoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import faas.scarlet.model.Json;
import faas.scarlet.model.outcome.Reason;

/**
 * Reads what Lambda answers for a function that failed: {@code errorType} is one of our reasons
 * where the supervisor says so, and Lambda's own word where the supervisor could not.
 */
final class FunctionErrors {
  private FunctionErrors() {}

  static Answer.Failed read(String payload) {
    JsonNode error = json(payload);
    String type = error.path("errorType").asText();
    String message = error.path("errorMessage").asText();
    return new Answer.Failed(reason(type, message), message.isEmpty() ? type : message);
  }

  private static JsonNode json(String payload) {
    try {
      return Json.MAPPER.readTree(payload);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.createObjectNode().put("errorMessage", payload);
    }
  }

  private static Reason reason(String type, String message) {
    return switch (type) {
      case "Sandbox.Timedout" -> Reason.TIMED_OUT;
      case "Runtime.OutOfMemory" -> Reason.OUT_OF_MEMORY;
      // The kernel's out-of-memory killer takes the supervisor itself at times.
      case "Runtime.ExitError" ->
          message.contains("signal: killed") ? Reason.OUT_OF_MEMORY : Reason.SUPERVISOR_LOST;
      case "Function.ResponseSizeTooLarge" -> Reason.OUTPUT_FAILED;
      default -> ours(type);
    };
  }

  private static Reason ours(String type) {
    try {
      return Json.MAPPER.treeToValue(Json.MAPPER.getNodeFactory().textNode(type), Reason.class);
    } catch (JsonProcessingException e) {
      return Reason.SUPERVISOR_LOST;
    }
  }
}
