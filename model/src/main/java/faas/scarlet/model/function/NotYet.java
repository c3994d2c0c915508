package faas.scarlet.model.function;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field, or some values of it, that nothing acts on yet. A manifest that sets it to
 * anything but its default is refused: a field that is silently ignored would break the user's
 * trust.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface NotYet {
  /** The values that are refused; none means all but the default. */
  String[] value() default {};
}
