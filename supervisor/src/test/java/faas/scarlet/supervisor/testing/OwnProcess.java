package faas.scarlet.supervisor.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Commands that run this build's classes in a process of their own. */
public final class OwnProcess {
  private OwnProcess() {}

  /** The supervisor's, as its image has it. */
  public static List<String> supervisor(String... arguments) {
    return java("faas.scarlet.supervisor.entry.Main", arguments);
  }

  /** That of a class which has a main method. */
  public static List<String> java(String main, String... arguments) {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main),
            Stream.of(arguments))
        .toList();
  }
}
