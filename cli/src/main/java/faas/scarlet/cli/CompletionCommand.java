package faas.scarlet.cli;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Teaches the shell. */
@Command(
    name = "completion",
    description = "Prints what teaches bash or zsh to complete this command's words.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: source <(scarlet completion)"})
final class CompletionCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      System.out.print(AutoComplete.bash("scarlet", spec.root().commandLine()));
    }
  }
}
