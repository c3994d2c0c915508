package faas.scarlet.model.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoragePathTest {
  @ParameterizedTest
  @CsvSource({
    "photos,photos,''",
    "photos/in,photos,in",
    "/photos/in/,photos,in",
    "photos/a/b,photos,a/b"
  })
  void slashesAroundAPathDoNotCount(String text, String bucket, String prefix) {
    assertThat(StoragePath.parse(text)).isEqualTo(new StoragePath(bucket, prefix));
  }

  @Test
  void aFolderWhoseNameOnlyBeginsAlikeIsNotInside() {
    assertThat(StoragePath.parse("photos/in").contains("photos", "inbox/a.png")).isFalse();
  }
}
