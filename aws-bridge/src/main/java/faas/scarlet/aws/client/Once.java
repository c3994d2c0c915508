package faas.scarlet.aws.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is asked for when it is first needed, and again only after a failure. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> source;
  private @Nullable T value;

  Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public synchronized T get() {
    T known = value;
    if (known == null) {
      known = source.get();
      value = known;
    }
    return known;
  }
}
