package faas.scarlet.supervisor.entry;

import faas.scarlet.model.event.Body;
import faas.scarlet.model.event.Event;
import faas.scarlet.model.outcome.AttemptResult;
import faas.scarlet.model.outcome.Reason;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What OSCAR's callers find on standard output, to the letter: what the script printed, or for a
 * call that brought its own data, the file that the script made, in base64; then a line's end.
 */
final class DropInAnswer {
  private DropInAnswer() {}

  static void write(Event event, AttemptResult result, Keeper kept, PrintStream out)
      throws IOException {
    if (result.exitCode() == null || failedAfterTheScript(result)) {
      out.print(failure(result));
    } else if (result.succeeded() && event instanceof Body && kept.hasFiles()) {
      try (var base64 = Base64.getEncoder().wrap(keptOpen(out))) {
        kept.content().bytes().input().transferTo(base64);
      }
    } else {
      text(kept.printed(), out);
    }
    out.print('\n');
    out.flush();
  }

  private static boolean failedAfterTheScript(AttemptResult result) {
    return !result.succeeded() && Integer.valueOf(0).equals(result.exitCode());
  }

  private static String failure(AttemptResult result) {
    var message = String.valueOf(result.message());
    if (result.reason() == Reason.INPUT_MISSING) {
      return "There was an exception in _parse_input\nNot Found";
    }
    if (message.contains("NoSuchBucket")) {
      return "There was an exception in _parse_output\nThe specified bucket does not exist";
    }
    String step = result.exitCode() == null ? "_parse_input" : "_parse_output";
    return "There was an exception in " + step + "\n" + message;
  }

  /** Bytes that are no text are left out. */
  private static void text(Spool printed, PrintStream out) throws IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.IGNORE)
            .onUnmappableCharacter(CodingErrorAction.IGNORE);
    var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    new InputStreamReader(printed.input(), decoder).transferTo(writer);
    writer.flush();
  }

  private static OutputStream keptOpen(PrintStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }
}
