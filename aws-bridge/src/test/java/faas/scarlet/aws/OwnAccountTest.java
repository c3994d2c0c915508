package faas.scarlet.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.scarlet.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnAccountTest {
  private static final String ROLE = "arn:aws:iam::210987654321:role/faas";

  @Test
  void keysAreTakenAsTheyAre() {
    var account =
        new OwnAccount(
            Map.of("accessKeyId", "id\n", "secretAccessKey", "key", "sessionToken", "token"));

    assertThat(account.access("imaging"))
        .isEqualTo(new AwsAccess.Keys("id", "key", Optional.of("token")));
    assertThat(account.region()).isEmpty();
  }

  @Test
  void aRoleIsTakenForItsNamespace() {
    var account = new OwnAccount(Map.of("roleArn", ROLE, "region", "eu-west-1"));

    assertThat(account.access("imaging"))
        .isEqualTo(new AwsAccess.Role(ROLE, "scarlet/imaging", new AwsAccess.FromSurroundings()));
    assertThat(account.region()).contains("eu-west-1");
  }

  @Test
  void keysTakeARoleWhereThereAreBoth() {
    var account =
        new OwnAccount(Map.of("accessKeyId", "id", "secretAccessKey", "key", "roleArn", ROLE));

    assertThat(account.access("n"))
        .isEqualTo(
            new AwsAccess.Role(
                ROLE, "scarlet/n", new AwsAccess.Keys("id", "key", Optional.empty())));
  }

  @Test
  void saysWhatIsMissingAndNothingThatIsThere() {
    assertThatThrownBy(() -> new OwnAccount(Map.of("accessKeyId", "AKIA-id", "other", "x")))
        .isInstanceOf(AwsFault.class)
        .hasMessageContaining("secretAccessKey")
        .hasMessageEndingWith("found [accessKeyId]")
        .hasMessageNotContaining("AKIA-id");
  }

  @Test
  void isToldAsJsonAndShowsNoSecret() throws Exception {
    var known =
        new KnownAccount(
            "imaging",
            "theirs",
            List.of("b", "a"),
            new OwnAccount(Map.of("accessKeyId", "id", "secretAccessKey", "hush", "x", "y")));

    var read = Json.OWN.readValue(Json.write(known), KnownAccount.class);

    assertThat(read).isEqualTo(known);
    assertThat(read.functions()).containsExactly("a", "b");
    assertThat(known.toString()).doesNotContain("hush");
    assertThat(known.account().access("imaging").toString()).doesNotContain("hush");
  }
}
