package faas.scarlet.supervisor.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.outcome.Reason;
import faas.scarlet.supervisor.fault.Fault;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageManifestTest {
  private static final String MANIFEST =
      """
      {"schemaVersion":2,"config":{"mediaType":"c","digest":"sha256:%1$s","size":2},
      "layers":[{"mediaType":"TYPE","digest":"sha256:%1$s","size":3}]}"""
          .formatted("a".repeat(64));

  @ParameterizedTest
  @CsvSource({
    "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip, foreign",
    "application/vnd.oci.image.layer.v1.tar+gzip+encrypted, expected a layer as tar",
    "application/vnd.in-toto+json, expected a layer as tar",
  })
  void layersThatCannotBeUnpackedAreRefusedByName(String type, String message) {
    assertThatThrownBy(() -> parse(MANIFEST.replace("TYPE", type)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(message)
        .hasMessageContaining(type);
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.docker.image.rootfs.diff.tar.gzip",
    "application/vnd.oci.image.layer.v1.tar",
    "application/vnd.oci.image.layer.v1.tar+zstd",
    "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
  })
  void layersOfAllKnownKindsAreTaken(String type) throws Fault {
    assertThat(parse(MANIFEST.replace("TYPE", type)))
        .isInstanceOfSatisfying(
            ImageManifest.Single.class, one -> assertThat(one.layerBytes()).isEqualTo(3));
  }

  @Property(tries = 2000)
  void damagedManifestsAreRefusedOrRead(
      @ForAll @IntRange(max = 400) int place, @ForAll byte value) {
    byte[] content =
        MANIFEST.replace("TYPE", "application/vnd.oci.image.layer.v1.tar").getBytes(UTF_8);
    content[place % content.length] = value;
    try {
      ImageManifest.parse(new Reference("r", "a", "1", Optional.empty()), content);
    } catch (Fault refused) {
      assertThat(refused.reason()).isEqualTo(Reason.IMAGE_CORRUPT);
    }
  }

  private static ImageManifest parse(String manifest) throws Fault {
    return ImageManifest.parse(Reference.parse("r.example/a:1"), manifest.getBytes(UTF_8));
  }
}
