package faas.scarlet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Option;

/** The option of every command whose answer is of use to programs. */
final class OutputFormat {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json as the API gives it; default: ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  private enum Format {
    text,
    json
  }

  /** Prints the answer for programs, or has it printed for people. */
  void print(JsonNode answer, Runnable forPeople) {
    if (format == Format.json) {
      System.out.println(answer.toPrettyString());
    } else {
      forPeople.run();
    }
  }
}
