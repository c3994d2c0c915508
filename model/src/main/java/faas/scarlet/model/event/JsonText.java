package faas.scarlet.model.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A JSON object together with its text, so that a part of it can be passed on as it came. Depth and
 * length are bounded, for the text comes from outside.
 */
record JsonText(String text, ObjectNode node) {
  private static final char REPLACEMENT = '\ufffd';
  private static final int DEEPEST = 200;
  private static final int LONGEST_TEXT = 64 << 20;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Empty where it is no JSON object in UTF-8. */
  static Optional<JsonText> of(Bytes content) {
    byte[] bytes = content.toArray();
    if (!beginsLikeAnObject(bytes)) {
      return Optional.empty();
    }
    String text = content.toString();
    return text.indexOf(REPLACEMENT) < 0 || isUtf8(bytes) ? of(text) : Optional.empty();
  }

  /** Slow, so it is asked only where a text has what stands for bytes that are none. */
  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Empty where it is no JSON object. */
  static Optional<JsonText> of(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode node
          ? Optional.of(new JsonText(text, node))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The text of a field's value; the object must have it. */
  String slice(String field) {
    try (var parser = MAPPER.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(field);
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        if (wanted) {
          return text.substring(start, (int) parser.currentLocation().getCharOffset());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the text was read before", e);
    }
    throw new IllegalArgumentException("no field " + field);
  }

  /** Spares large bodies of other kinds the decoding. */
  private static boolean beginsLikeAnObject(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '{') {
        return true;
      }
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return false;
  }
}
