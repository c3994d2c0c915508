package faas.scarlet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import faas.scarlet.model.fdl.Conversion;
import faas.scarlet.model.fdl.Converted;
import faas.scarlet.model.fdl.Fate;
import faas.scarlet.model.fdl.InvalidFdlException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns definitions of SCAR and OSCAR into manifests. */
@Command(
    name = "convert",
    description = {
      "Turns a file in the Functions Definition Language of SCAR and OSCAR into manifests, and says",
      "on standard error what became of each field: kept, renamed, or dropped and why."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: scarlet convert fdl.yaml -o functions.yaml",
      "Scripts are looked for beside the file. Accounts of storage providers become Secrets: keep the",
      "manifests as carefully as the file that they come from.",
      "Exit code 0: the manifests can be applied; 1: something is still to be seen to, or failed."
    })
final class ConvertCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The definition, in YAML or JSON.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the manifests go, which only you can read; default: standard output.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException, UserError {
    var converted = convert();
    write(converted.stream().map(Converted::yaml).collect(Collectors.joining()));
    converted.forEach(ConvertCommand::report);
    return converted.stream().allMatch(part -> part.problems().isEmpty()) ? 0 : 1;
  }

  private List<Converted> convert() throws IOException, UserError {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + " is not a file; give a definition of SCAR or OSCAR");
    }
    try {
      return Conversion.convert(
          Files.readString(file), script -> Files.readString(file.resolveSibling(script)));
    } catch (InvalidFdlException e) {
      throw new UserError(file + ": " + e.getMessage());
    }
  }

  private void write(String manifests) throws IOException, UserError {
    if (output == null) {
      System.out.print(manifests);
      return;
    }
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(output, options, onlyOwner)) {
      var bytes = ByteBuffer.wrap(manifests.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw new UserError(output + " is there already; move it away, or name another file");
    }
  }

  private static void report(Converted part) {
    System.err.println(part.what());
    for (Fate fate : part.fates()) {
      System.err.printf(
          "  %-28s %s%n",
          fate.field(),
          switch (fate.kind()) {
            case KEPT -> "kept";
            case RENAMED -> "now " + fate.word();
            case DROPPED -> "dropped: " + fate.word();
          });
    }
    part.problems().forEach(problem -> System.err.println("  TO DO: " + problem));
  }
}
