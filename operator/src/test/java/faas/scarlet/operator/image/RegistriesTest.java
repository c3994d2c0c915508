package faas.scarlet.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistriesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                        | ghcr.io              | a/b         | ghcr.io              | a/b         | false
          http://mirror:5000            | registry-1.docker.io | library/x   | mirror:5000          | library/x   | true
          docker.io=https://mirror      | registry-1.docker.io | library/x   | mirror               | library/x   | false
          http://mirror:5000            | ghcr.io              | a/b         | ghcr.io              | a/b         | false
          *=http://mirror/proxy/        | ghcr.io              | a/b         | mirror               | proxy/a/b   | true
          ghcr.io=https://g,*=https://m | ghcr.io              | a/b         | g                    | a/b         | false
          """)
  void aMirrorStandsForItsRegistry(
      String setting, String registry, String repository, String host, String there, boolean http) {
    var place = Registries.parse(Optional.ofNullable(setting)).of(registry, repository);

    assertThat(place).isEqualTo(new Registries.Place(host, there, http));
  }
}
