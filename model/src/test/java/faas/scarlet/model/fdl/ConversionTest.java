package faas.scarlet.model.fdl;

import static faas.scarlet.model.fdl.Fate.dropped;
import static faas.scarlet.model.fdl.Fate.kept;
import static faas.scarlet.model.fdl.Fate.renamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
  @Test
  void aFunctionOfScarRunsOnLambda() throws Exception {
    var converted =
        convert(
            """
            functions:
              aws:
              - lambda:
                  name: scar-darknet-api
                  memory: 2048
                  timeout: 300
                  execution_mode: lambda
                  init_script: yolo.sh
                  region: eu-west-1
                  log_level: DEBUG
                  container:
                    image: grycap/darknet
                    environment: {Variables: {MODE: fast}}
                  output:
                  - {storage_provider: minio, path: /darknet/output/, suffix: [png]}
                api_gateway: {name: darknet}
                cloudwatch: {retention_policy_in_days: 30}
            """);

    assertThat(yaml(converted))
        .isEqualTo(
            """
            ---
            apiVersion: scarlet.faas/v1alpha1
            kind: ScarFunction
            metadata:
              name: scar-darknet-api
            spec:
              image: grycap/darknet
              script: |
                #!/bin/sh
                echo yolo.sh
              environment:
              - name: MODE
                value: fast
              output:
              - path: darknet/output
                suffix:
                - png
              memory: 2048Mi
              timeout: 300s
              placement:
                target: lambda
                data: MayLeaveCluster
              lambda:
                functionUrl: true
                logRetentionDays: 30
                region: eu-west-1
              http:
                enabled: true
            """);
    assertThat(converted.getLast().fates())
        .contains(
            kept("memory"),
            renamed("init_script", "script, with the text of yolo.sh"),
            renamed("container.image", "image"),
            renamed("execution_mode", "placement.target"),
            dropped("log_level", "the log of every attempt is kept with it: scarlet logs"));
  }

  @Test
  void aServiceOfOscarRunsOnTheClusterWithItsStoresAndSecrets() throws Exception {
    var converted =
        convert(
            """
            functions:
              oscar:
              - my-cluster:
                  name: Plants_1
                  cpu: 1.0
                  memory: 1Gi
                  image: grycap/plants
                  script: plants.sh
                  file_stage_in: true
                  enable_gpu: true
                  image_pull_secrets: [login]
                  allowed_users: [someone]
                  synchronous: {min_scale: 1, max_scale: 3}
                  labels: {team: a}
                  colour: blue
                  environment:
                    Variables: {SIZE: 10}
                    secrets: {TOKEN: s3cret}
                  input:
                  - {storage_provider: minio, path: plants/in}
                  output:
                  - {storage_provider: minio.other, path: plants/out}
                  - {storage_provider: s3.archive, path: far}
            storage_providers:
              minio:
                other: {endpoint: "https://minio:9000", access_key: me, secret_key: hidden, region: eu}
              s3:
                archive: {access_key: you, secret_key: there, region: eu-west-1}
              webdav:
                old: {hostname: h, login: l, password: p}
            """);

    assertThat(converted.getFirst().fates())
        .containsExactly(
            renamed("minio.other", "ObjectStore minio-other"),
            renamed("s3.archive", "ObjectStore s3-archive"),
            dropped("webdav.old", "only S3 stores (minio, s3) are supported"));
    assertThat(yaml(converted))
        .isEqualTo(
            """
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: minio-other-account
            stringData:
              accessKey: me
              secretKey: hidden
            ---
            apiVersion: scarlet.faas/v1alpha1
            kind: ObjectStore
            metadata:
              name: minio-other
            spec:
              endpoint: https://minio:9000
              region: eu
              pathStyle: true
              credentialsSecret:
                name: minio-other-account
              accounts: shared
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: s3-archive-account
            stringData:
              accessKey: you
              secretKey: there
            ---
            apiVersion: scarlet.faas/v1alpha1
            kind: ObjectStore
            metadata:
              name: s3-archive
            spec:
              endpoint: https://s3.eu-west-1.amazonaws.com
              region: eu-west-1
              pathStyle: false
              credentialsSecret:
                name: s3-archive-account
              notifications:
                type: none
              accounts: shared
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: plants-1-environment
            stringData:
              TOKEN: s3cret
            ---
            apiVersion: scarlet.faas/v1alpha1
            kind: ScarFunction
            metadata:
              name: plants-1
            spec:
              image: grycap/plants
              imagePullSecrets:
              - name: login
              script: |
                #!/bin/sh
                echo plants.sh
              environment:
              - name: SIZE
                value: "10"
              - name: TOKEN
                valueFrom:
                  secretKeyRef:
                    name: plants-1-environment
                    key: TOKEN
              input:
              - path: plants/in
              output:
              - objectStore: minio-other
                path: plants/out
              - objectStore: s3-archive
                path: far
              stageIn: false
              memory: 1Gi
              cpu: "1.0"
              gpu: 1
              scale:
                max: 3
                min: 1
              pod:
                labels:
                  team: a
            """);
    var function = converted.getLast();
    assertThat(function.what()).isEqualTo("function plants-1 of cluster my-cluster");
    assertThat(function.fates())
        .contains(
            renamed("name", "metadata.name, as plants-1"),
            renamed("environment.secrets", "environment, and Secret plants-1-environment"),
            dropped("colour", "neither SCAR nor OSCAR is known to have it; check the spelling"));
  }

  @Test
  void aStoreThatTheDefinitionDoesNotDescribeIsToBeMade() throws Exception {
    var function =
        convert(
                """
                functions: {oscar: [c: {name: f, image: i, output: [{storage_provider: minio.edge, path: b}]}]}
                """)
            .getLast();

    assertThat(function.problems().toString()).contains("ObjectStore named minio-edge");
  }

  @Test
  void awsOwnStoreIsKnownWithoutAWord() throws Exception {
    var store =
        convert(
                """
                functions: {aws: [lambda: {name: f, image: i, region: eu-west-1, output: [{storage_provider: s3, path: b}]}]}
                """)
            .getFirst();

    assertThat(store.yaml())
        .contains("name: s3-default", "endpoint: https://s3.eu-west-1.amazonaws.com");
    assertThat(store.problems().toString()).contains("make the Secret s3-default-account");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          functions: {oscar: [c: {name: f, input: [{storage_provider: onedata.x, path: p}]}]} | functions.oscar[0].c.input[0].storage_provider: Onedata is not supported
          functions: {oscar: [c: {name: f, input: [{storage_provider: webdav.dcache, path: p}]}]} | WebDAV (dCache) is not supported
          functions: {oscar: [c: {name: f, input: [{storage_provider: rucio.r, path: p}]}]} | Rucio is not supported
          functions: {scar-old: {image: i}} | functions.scar-old: expected aws or oscar
          functions: {aws: [lambda: {name: f, init_script: gone.sh}]} | functions.aws[0].lambda.init_script: the script gone.sh cannot be read
          functions: {aws: [lambda: {memory: 1}]} | functions.aws[0].lambda.name: required
          """)
  void whatCannotBeDoneIsRefusedWithItsField(String definition, String message) {
    assertThatThrownBy(() -> convert(definition))
        .isInstanceOf(InvalidFdlException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatSomebodyKeepsOfAServiceHasTheScriptItself() throws Exception {
    var converted =
        convert("{\"name\": \"f\", \"image\": \"i\", \"script\": \"#!/bin/sh\\necho hi\\n\"}");

    assertThat(yaml(converted)).contains("script: |\n    #!/bin/sh\n    echo hi\n");
  }

  private static List<Converted> convert(String text) throws InvalidFdlException {
    return Conversion.convert(
        text,
        script -> {
          if (Objects.equals(script, "gone.sh")) {
            throw new FileNotFoundException(script);
          }
          return "#!/bin/sh\necho " + script + "\n";
        });
  }

  private static String yaml(List<Converted> converted) {
    return converted.stream().map(Converted::yaml).collect(Collectors.joining());
  }
}
