package faas.scarlet.model.fdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.function.EngineChoice;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FdlTest {
  private static final String SERVICE =
      """
      name: grey
      log_level: INFO
      memory: 1Gi
      storage_providers:
        minio:
          default: {endpoint: "http://minio:9000", access_key: me, secret_key: s3cret, verify: false}
        s3:
          other: {access_key: me, secret_key: s3cret, region: eu-west-1}
      input:
      - {storage_provider: minio.default, path: in/sub, suffix: [png, jpg]}
      output:
      - {storage_provider: minio, path: /out/}
      - {storage_provider: s3.other, path: out2, prefix: [res_]}
      environment: {variables: {SIZE: 10, MODE: fast}}
      file_stage_in: true
      """;

  @Test
  void aServiceOfOscarIsAFunctionThatRunsNatively() throws Exception {
    var fdl = Fdl.read(SERVICE);

    var function = fdl.functions().getFirst().function(Optional.of("echo"));
    var spec = function.spec();
    assertThat(function.id()).hasToString("default/grey");
    assertThat(spec.execution().engine()).isEqualTo(EngineChoice.NATIVE);
    assertThat(spec.stageIn()).isFalse();
    assertThat(spec.input().getFirst().accepts("in", "sub/a.png", 1)).isTrue();
    assertThat(spec.input().getFirst().accepts("in", "sub/a.txt", 1)).isFalse();
    assertThat(spec.output())
        .extracting(o -> o.objectStore())
        .containsExactly("minio.default", "s3.other");
    assertThat(spec.output().getFirst().location().key("a")).isEqualTo("a");
    assertThat(spec.environment())
        .extracting(v -> v.name() + "=" + v.value())
        .containsExactly("MODE=fast", "SIZE=10");
    assertThat(fdl.functions().getFirst().unknown()).isEmpty();
  }

  @Test
  void storesAreReachedWhereTheySayOrAtAws() throws Exception {
    var minio = store("minio.default").access(Optional.empty());
    var aws = store("s3.other").access(Optional.empty());
    var standIn = store("s3.other").access(Optional.of("http://127.0.0.1:1"));

    assertThat(minio.endpoint()).hasToString("http://minio:9000");
    assertThat(minio.pathStyle()).isTrue();
    assertThat(minio.anyCertificate()).isTrue();
    assertThat(aws.anyCertificate()).isFalse();
    assertThat(aws.endpoint()).hasToString("https://s3.eu-west-1.amazonaws.com");
    assertThat(aws.pathStyle()).isFalse();
    assertThat(standIn.endpoint()).hasToString("http://127.0.0.1:1");
  }

  @Test
  void filesOfTheClientsHoldFunctionsOfBothKinds() throws Exception {
    var fdl =
        Fdl.read(
            """
            functions:
              aws:
              - lambda: {name: a, container: {image: debian}, environment: {Variables: {A: b}}}
              oscar:
              - cluster: {name: b, image: alpine, script: run.sh}
              - other: {name: c, image: alpine, colour: red}
            """);

    assertThat(fdl.functions()).extracting(FdlFunction::name).containsExactly("a", "b", "c");
    assertThat(fdl.functions().getFirst().image()).contains("debian");
    assertThat(fdl.functions().get(1).inItsImage().image()).isEmpty();
    assertThat(fdl.functions().get(2).unknown()).containsExactly("colour");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "access_key: me, secret_key: s3cret, verify | secret_key: s3cret, verify | storage_providers.minio.default.access_key: required",
        "secret_key: s3cret, verify | secret_key: [s3cret], verify | storage_providers.minio.default.secret_key: expected a text",
        "verify: false | verify: s3cret | storage_providers.minio.default.verify: expected true or false",
        "storage_provider: minio, path | storage_provider: onedata.x, path | output[0].storage_provider: Onedata is not supported",
        "path: /out/ | paht: /out/ | output[0].path: required",
        "file_stage_in: true | file_stage_in: 7 | file_stage_in: expected true or false",
        "name: grey | name: {} | name: expected a text",
        "input: | input: {} | line 2",
      })
  void whatIsWrongIsNamedAndNoSecretQuoted(String written, String instead, String message) {
    assertThatThrownBy(() -> Fdl.read(SERVICE.replace(written, instead)))
        .isInstanceOf(InvalidFdlException.class)
        .hasMessageContaining(message.equals("line 2") ? "line " : message)
        .message()
        .doesNotContain("s3cret");
  }

  private static FdlStore store(String name) throws InvalidFdlException {
    return Objects.requireNonNull(Fdl.read(SERVICE).stores().get(name));
  }

  @Property
  void everyTextIsReadOrRefused(@ForAll String text) {
    try {
      assertThat(Fdl.read(text).functions()).doesNotContainNull();
    } catch (InvalidFdlException e) {
      assertThat(e).hasMessageNotContaining("Exception");
    }
  }
}
