package faas.scarlet.gateway.dispatch.target;

import static org.assertj.core.api.Assertions.assertThat;

import faas.scarlet.gateway.testing.Results;
import faas.scarlet.model.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final URI SUPERVISOR = URI.create("http://supervisor");

  @Test
  void aResultIsAnEnd() {
    var result = Results.succeeded();

    assertThat(answer(200, Json.write(result))).isEqualTo(new Answer.Ended(result));
  }

  @Test
  void whatIsNoResultIsLost() {
    for (String body : new String[] {"", "null", "{}", "<html>", "{\"state\":\"Failed\"}"}) {
      assertThat(answer(200, body)).as(body).isInstanceOf(Answer.Lost.class);
    }
  }

  @Test
  void fullnessNamesAPause() {
    assertThat(pause("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(pause("")).isEqualTo(Answers.PAUSE);
    assertThat(pause("Wed, 21 Oct 2026 07:28:00 GMT")).isEqualTo(Answers.PAUSE);
    assertThat(pause("86400")).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theSameAttemptMayBeUnderWay() {
    assertThat(answer(409, "")).isEqualTo(new Answer.UnderWay());
  }

  @Test
  void otherStatusesAreLostAndSayWhatCame() {
    assertThat(answer(500, "boom"))
        .isEqualTo(
            new Answer.Lost(
                "expected an attempt's result from http://supervisor, found status 500, boom"));
  }

  @Test
  void whatKnativesPartsRefuseBeforeTheSupervisorSawItIsNoAttempt() {
    assertThat(answer(503, "pending request queue full")).isInstanceOf(Answer.NoRoom.class);
    assertThat(answer(503, "activator overload")).isInstanceOf(Answer.NoRoom.class);
    assertThat(answer(503, "no healthy upstream")).isInstanceOf(Answer.NoRoom.class);
    assertThat(
            answer(
                503,
                "upstream connect error or disconnect/reset before headers. reset reason: remote connection failure"))
        .isInstanceOf(Answer.NoRoom.class);
    assertThat(answer(502, "dial tcp 127.0.0.1:8080: connect: connection refused\n"))
        .isInstanceOf(Answer.NoRoom.class);
    assertThat(answer(404, "")).as("no route").isInstanceOf(Answer.NoRoom.class);
  }

  @Test
  void whatKnativesPartsLostOnTheWayMayHaveBegun() {
    assertThat(
            answer(
                503,
                "upstream connect error or disconnect/reset before headers. reset reason: connection termination"))
        .isInstanceOf(Answer.Lost.class);
    assertThat(answer(502, "EOF\n")).isInstanceOf(Answer.Lost.class);
    assertThat(answer(504, "activator request timeout")).isInstanceOf(Answer.Lost.class);
    assertThat(answer(404, "no such page")).isInstanceOf(Answer.Lost.class);
  }

  @Test
  void onlyWhatWasNeverSentIsNoAttempt() {
    assertThat(Answers.of(SUPERVISOR, new ConnectException())).isInstanceOf(Answer.NoRoom.class);
    assertThat(Answers.of(SUPERVISOR, new HttpConnectTimeoutException("")))
        .isInstanceOf(Answer.NoRoom.class);
    assertThat(Answers.of(SUPERVISOR, new IOException("reset"))).isInstanceOf(Answer.Lost.class);
  }

  private static Answer answer(int status, String body) {
    return Answers.of(SUPERVISOR, status, body, "");
  }

  private static Duration pause(String retryAfter) {
    return ((Answer.NoRoom) Answers.of(SUPERVISOR, 503, "", retryAfter)).pause();
  }
}
