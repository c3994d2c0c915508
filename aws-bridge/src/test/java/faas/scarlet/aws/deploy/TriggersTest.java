package faas.scarlet.aws.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.aws.AwsAccess;
import faas.scarlet.aws.AwsAccount;
import faas.scarlet.aws.Functions;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggersTest {
  @Test
  void areOneForEachPathAndSuffix() {
    assertThat(of("'input': [{'path': 'a/in', 'suffix': ['.png', '.jpg']}, {'path': 'b'}]"))
        .containsExactly(
            new Trigger("a", "in/", ".jpg"),
            new Trigger("a", "in/", ".png"),
            new Trigger("b", "", ""));
  }

  @Test
  void areJoinedWhereS3WouldRefuseThem() {
    assertThat(
            of("'input': [{'path': 'a/in', 'suffix': ['.gz', '.tar.gz']}, {'path': 'a/in/deep'}]"))
        .containsExactly(new Trigger("a", "in/", ""));
  }

  @Test
  void areNoneWhereTheGatewayHandsOut() {
    String burst =
        "'placement': {'target': 'burst', 'data': 'MayLeaveCluster'}, 'input': [{'path': 'a'}]";
    assertThat(of(burst)).isEmpty();
    assertThat(of("'suspended': true, 'input': [{'path': 'a'}]")).isEmpty();
    assertThat(of("'input': [{'path': 'a', 'objectStore': 'minio'}]")).isEmpty();
  }

  private static List<Trigger> of(String fields) {
    return Triggers.of(
        Functions.onLambda(
            "f", new AwsAccount("eu-central-1", new AwsAccess.FromSurroundings()), fields));
  }
}
