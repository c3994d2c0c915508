package faas.scarlet.cli;

import faas.scarlet.cli.gateway.GatewayApi;
import faas.scarlet.cli.gateway.Progress;
import faas.scarlet.cli.gateway.RefusedException;
import faas.scarlet.cli.gateway.SideBySide;
import faas.scarlet.cli.gateway.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives files to a function. */
@Command(
    name = "put",
    description = {
      "Puts files into the input of a function that takes them, which starts it once per file.",
      "Files of a folder keep their place in it; those that no input takes are left out, and said."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: scarlet put grayscale photo.png",
      "          scarlet put grayscale photos/ --wait && scarlet get grayscale"
    })
final class PutCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FUNCTION", description = "As NAME or NAMESPACE/NAME.")
  private String function = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE|FOLDER",
      description = "What to put.")
  private List<Path> places = List.of();

  @Mixin private WaitOptions waitOptions = new WaitOptions();
  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Override
  public Integer call() throws IOException, InterruptedException, UserError {
    var api = gateway.open();
    String id = Names.function(function);
    var files = files();
    var waiting = new Waiting(api, id);
    var progress = new Progress("put", files.size(), System.err);
    var put = new AtomicInteger();
    SideBySide.each(
        files.iterator(),
        file -> put(api, id, file, files.size() == 1),
        done -> {
          done.print();
          progress.show(done.stored() ? put.incrementAndGet() : put.get(), "");
        });
    if (files.size() > 1) {
      progress.end("put %,d files, left %,d out".formatted(put.get(), files.size() - put.get()));
    }
    return waitOptions.await(waiting, put.get(), 0);
  }

  private static Done put(GatewayApi api, String function, Named file, boolean only)
      throws IOException, InterruptedException {
    String path =
        Arrays.stream(file.name().split("/", -1))
            .map(GatewayApi::encoded)
            .collect(Collectors.joining("/"));
    try {
      var stored = api.put("/api/functions/" + function + "/files/" + path, file.file());
      return new Done(true, stored.path("bucket").asText() + "/" + stored.path("key").asText());
    } catch (RefusedException e) {
      if (only || e.status() != 400) {
        throw e;
      }
      return new Done(false, "scarlet: left out: " + e.getMessage());
    }
  }

  private List<Named> files() throws IOException, UserError {
    var files = new ArrayList<Named>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        try (var found = Files.walk(place)) {
          found
              .filter(Files::isRegularFile)
              .sorted()
              .forEach(file -> files.add(new Named(place.relativize(file).toString(), file)));
        }
      } else if (Files.isRegularFile(place)) {
        files.add(new Named(String.valueOf(place.getFileName()), place));
      } else {
        throw new UserError(place + ": there is no such file or folder");
      }
    }
    return files;
  }

  private record Named(String name, Path file) {}

  private record Done(boolean stored, String word) {
    void print() {
      (stored ? System.out : System.err).println(word);
    }
  }
}
