package faas.scarlet.cli;

import faas.scarlet.cli.local.LocalHome;
import faas.scarlet.cli.local.LocalScarlet;
import faas.scarlet.model.function.Function;
import java.util.List;
import java.util.stream.Collectors;

/** Tells the user where everything is, once it is there. */
final class Announcement {
  private Announcement() {}

  static void print(LocalScarlet scarlet, LocalHome home, List<Function> functions) {
    System.err.printf(
        """
        scarlet: ready; Ctrl-C stops it, nothing is lost
          page      %s/
        %s
          logs      %s
          commands  scarlet ls, put, runs, logs -f, get, …: scarlet --help
        """,
        scarlet.gateway(),
        scarlet.hasExternalStore() ? external(scarlet) : own(scarlet, home),
        home.log("gateway").getParent());
    for (Function function : functions) {
      System.err.printf("  function  %s%n", inWords(function));
    }
  }

  private static String own(LocalScarlet scarlet, LocalHome home) {
    var store = scarlet.store();
    return "  S3        %s  (access key %s, secret key %s)\n  buckets   %s"
        .formatted(store.endpoint(), store.accessKey(), store.secretKey(), home.buckets());
  }

  private static String external(LocalScarlet scarlet) {
    return "  S3        %s\n  files     are found within 10 s, at once where it notifies %s/events"
        .formatted(scarlet.store().endpoint(), scarlet.gateway());
  }

  private static String inWords(Function function) {
    var spec = function.spec();
    String from = spec.input().stream().map(i -> i.path()).collect(Collectors.joining(", "));
    String to = spec.output().stream().map(o -> o.path()).collect(Collectors.joining(", "));
    return "%s: %s → %s"
        .formatted(function.id(), from.isEmpty() ? "calls" : from, to.isEmpty() ? "no output" : to);
  }
}
