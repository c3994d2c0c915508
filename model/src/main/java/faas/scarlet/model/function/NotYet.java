package faas.scarlet.model.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks values of a field that nothing acts on yet. A manifest with one of them is refused: what is
 * silently ignored would break the user's trust.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface NotYet {
  /** The values that are refused. */
  String[] value();
}
