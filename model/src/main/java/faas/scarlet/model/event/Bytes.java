package faas.scarlet.model.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as they came, whatever they are; never changed. */
public final class Bytes {
  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** A copy of these. */
  public static Bytes of(byte[] value) {
    return new Bytes(value.clone());
  }

  /** The text in UTF-8. */
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy. */
  public byte[] toArray() {
    return value.clone();
  }

  /** How many there are. */
  public int size() {
    return value.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** As text in UTF-8; what is none is replaced. */
  @Override
  public String toString() {
    return new String(value, StandardCharsets.UTF_8);
  }
}
