package faas.scarlet.cli;

import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code scarlet} command. */
@Command(
    name = "scarlet",
    description = "Runs container images as functions over files.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    version = "scarlet 0.1.0",
    subcommands = {
      RunCommand.class,
      UpCommand.class,
      ListCommand.class,
      PutCommand.class,
      GetCommand.class,
      LogsCommand.class,
      RunsCommand.class,
      ReplayCommand.class,
      CancelCommand.class,
      InvokeCommand.class,
      BackfillCommand.class,
      BurstPlanCommand.class,
      PullCommand.class,
      ValidateCommand.class,
      ConvertCommand.class,
      EnginesCommand.class,
      CacheCommand.class,
      ServeCommand.class,
      SuperviseCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Try: scarlet run -f examples/grayscale.yaml examples/photo.png -o out/",
      "     scarlet up examples/, and then scarlet put grayscale examples/photo.png --wait"
    })
public final class Scarlet {
  private Scarlet() {}

  /** Exit code 0: done; 1: it was tried and failed; 2: the command line is wrong. */
  public static void main(String[] args) {
    configureLogging();
    var commandLine = new CommandLine(new Scarlet());
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          // a file, a port, a server: the message says which, and a stack trace would not help
          if (exception instanceof UserError
              || exception instanceof Fault
              || exception instanceof IOException) {
            command.getErr().println("scarlet: " + inWords(exception));
            return CommandLine.ExitCode.SOFTWARE;
          }
          throw exception;
        });
    System.exit(commandLine.execute(args));
  }

  /** Some exceptions of files have nothing but the file's name as their message. */
  private static String inWords(Exception exception) {
    return exception instanceof FileSystemException file && file.getReason() == null
        ? file.getFile() + ": " + file.getClass().getSimpleName().replace("Exception", "")
        : String.valueOf(exception.getMessage());
  }

  /** Libraries speak only of trouble: standard output and error belong to the user's work. */
  private static void configureLogging() {
    try (InputStream settings = Scarlet.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
