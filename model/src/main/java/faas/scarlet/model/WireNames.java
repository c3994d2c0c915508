package faas.scarlet.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that constants have in documents: those of their {@link JsonProperty}. It is the one
 * annotation of Jackson's that a reader of Scarlet's documents looks at; to look for any other
 * costs a process's start tens of milliseconds.
 */
public final class WireNames extends SimpleModule {
  private static final long serialVersionUID = 1L;

  WireNames() {}

  /** What the constant is called in documents. */
  public static String of(Enum<?> constant) {
    try {
      var property =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      return property == null ? constant.name() : property.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void setupModule(Module.SetupContext context) {
    context.addDeserializers(
        new Deserializers.Base() {
          @Override
          public JsonDeserializer<?> findEnumDeserializer(
              Class<?> type, DeserializationConfig config, BeanDescription description) {
            return new Reader(type);
          }
        });
    context.addSerializers(
        new Serializers.Base() {
          @Override
          public @Nullable JsonSerializer<?> findSerializer(
              SerializationConfig config, JavaType type, BeanDescription description) {
            return type.isEnumType() ? new Writer(type.getRawClass()) : null;
          }
        });
  }

  private static Map<Enum<?>, String> names(Class<?> type) {
    var names = new LinkedHashMap<Enum<?>, String>();
    Arrays.stream(type.getEnumConstants())
        .map(constant -> (Enum<?>) constant)
        .forEach(constant -> names.put(constant, of(constant)));
    return Collections.unmodifiableMap(names);
  }

  private static final class Reader extends StdScalarDeserializer<Enum<?>> {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Enum<?>> constants = new LinkedHashMap<>();

    Reader(Class<?> type) {
      super(type);
      names(type).forEach((constant, name) -> constants.put(name, constant));
    }

    @Override
    public Enum<?> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var found = constants.get(parser.getText());
      return found != null
          ? found
          : (Enum<?>)
              context.handleWeirdStringValue(
                  handledType(), parser.getText(), "expected one of %s", constants.keySet());
    }
  }

  private static final class Writer extends StdScalarSerializer<Enum<?>> {
    private static final long serialVersionUID = 1L;

    private final transient Map<Enum<?>, String> names;

    Writer(Class<?> type) {
      super(type, false);
      this.names = names(type);
    }

    @Override
    public void serialize(Enum<?> value, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      to.writeString(names.get(value));
    }
  }
}
