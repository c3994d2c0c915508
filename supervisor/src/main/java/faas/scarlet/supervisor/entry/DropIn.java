package faas.scarlet.supervisor.entry;

import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Event;
import faas.scarlet.model.fdl.Fdl;
import faas.scarlet.model.fdl.FdlFunction;
import faas.scarlet.model.fdl.InvalidFdlException;
import faas.scarlet.model.function.Function;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What OSCAR gives the supervisor in each container of a service: {@code FUNCTION_CONFIG}, the
 * service's definition, and {@code SCRIPT}, both in base64.
 *
 * @param stores of the definition
 */
record DropIn(Function function, DropInStores stores) {
  private static final String CONFIG = "FUNCTION_CONFIG";
  private static final String SCRIPT = "SCRIPT";

  /** Says where the supervisor runs: {@code BINARY} is inside of the user's image. */
  private static final String TYPE = "SUPERVISOR_TYPE";

  private static final System.Logger LOG = System.getLogger("scarlet.supervisor");

  static boolean isMeant(Environment environment) {
    return environment.text(CONFIG).isPresent();
  }

  static DropIn of(Environment environment) throws InvalidSettingException {
    try {
      var fdl = Fdl.read(decoded(environment, CONFIG).orElse(""));
      if (fdl.functions().size() != 1) {
        throw new InvalidSettingException(
            CONFIG + ": expected one function, found " + fdl.functions().size());
      }
      var function = located(fdl.functions().getFirst(), environment);
      if (!function.unknown().isEmpty()) {
        LOG.log(
            Level.WARNING,
            "event=unknown-fields setting={0} fields={1}",
            CONFIG,
            function.unknown());
      }
      var stores = DropInStores.of(fdl.stores(), environment);
      stores.check(function.output());
      return new DropIn(function.function(script(function, environment)), stores);
    } catch (InvalidFdlException e) {
      throw new InvalidSettingException(CONFIG + ": " + e.getMessage());
    }
  }

  private static FdlFunction located(FdlFunction function, Environment environment) {
    return environment.text(TYPE).orElse("").equals("BINARY") ? function.inItsImage() : function;
  }

  private static Optional<String> script(FdlFunction function, Environment environment)
      throws InvalidSettingException {
    var given = decoded(environment, SCRIPT);
    var script = given.isPresent() ? given : function.script();
    if (script.isEmpty() && function.image().isEmpty()) {
      throw new InvalidSettingException(
          SCRIPT + ": required, but missing; give the script in base64");
    }
    return script;
  }

  private static Optional<String> decoded(Environment environment, String setting)
      throws InvalidSettingException {
    var text = environment.text(setting);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.get());
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(setting + ": expected base64");
    }
  }

  /** The events of standard input, each with the store that it is about. */
  List<Event> events(List<Event> received, boolean proxied) {
    return received.stream()
        .map(event -> event instanceof Body body && !proxied ? OscarBody.read(body) : event)
        .map(stores::locate)
        .toList();
  }
}
