package faas.scarlet.supervisor.image;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.supervisor.disk.Tree;
import faas.scarlet.supervisor.fault.Fault;
import faas.scarlet.supervisor.testing.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a layer says: it ends well or with a refusal, and changes nothing outside its root. */
class HostileLayerTest {
  private enum Kind {
    FILE,
    DIRECTORY,
    LINK,
    HARD_LINK,
    WHITEOUT,
    OPAQUE
  }

  private record Entry(Kind kind, String name, String target) {}

  @Property(tries = 300)
  void nothingOutsideTheRootChanges(@ForAll("layers") List<List<Entry>> layers) throws IOException {
    var place = Files.createTempDirectory("scarlet-hostile-");
    try {
      Files.writeString(Files.createDirectory(place.resolve("out")).resolve("f"), "untouched");
      unpack(place.resolve("root"), layers);

      assertThat(place.resolve("out/f")).content().isEqualTo("untouched");
      try (var names = Files.walk(place.resolve("out"))) {
        assertThat(names).hasSize(2);
      }
      try (var names = Files.list(place)) {
        assertThat(names).hasSizeLessThanOrEqualTo(4);
      }
    } finally {
      Tree.delete(place);
    }
  }

  private static void unpack(Path root, List<List<Entry>> layers) throws IOException {
    try {
      var made = new ArrayList<byte[]>();
      for (var entries : layers) {
        var layer = new Layer();
        entries.forEach(entry -> add(layer, entry));
        made.add(layer.tar());
      }
      Unpacking.unpack(root, made.toArray(byte[][]::new));
    } catch (IOException | Fault | IllegalArgumentException refused) {
      assertThat(refused).hasMessageNotContaining("NullPointer");
    }
  }

  private static void add(Layer layer, Entry entry) {
    switch (entry.kind) {
      case FILE -> layer.file(entry.name.replaceFirst("/+$", "") + "x", "hostile");
      case DIRECTORY -> layer.directory(entry.name, 0755);
      case LINK -> layer.link(entry.name, entry.target);
      case HARD_LINK -> layer.hardLink(entry.name, entry.target);
      case WHITEOUT -> layer.file(entry.name.replaceFirst("([^/]*)$", ".wh.$1"), "");
      case OPAQUE -> layer.file(entry.name + "/.wh..wh..opq", "");
    }
  }

  @Provide
  Arbitrary<List<List<Entry>>> layers() {
    var part = Arbitraries.of("a", "b", "c", "..", ".", "out", "f", "root", "");
    var path =
        part.list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(parts -> String.join("/", parts))
            .map(text -> text.isEmpty() ? "a" : text);
    var entry = Combinators.combine(Arbitraries.of(Kind.class), path, path).as(Entry::new);
    return entry.list().ofMaxSize(8).list().ofMaxSize(3);
  }
}
