package faas.scarlet.model.function;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be taken; the message has a line for each problem, with its field. */
public final class InvalidManifestException extends Exception {
  private final transient List<Problem> problems;

  InvalidManifestException(String source, List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> source + ": " + problem)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the manifest. */
  public List<Problem> problems() {
    return problems;
  }
}
