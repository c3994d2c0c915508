package faas.scarlet.gateway;

import static faas.scarlet.gateway.testing.GatewayProcess.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.scarlet.embedded.EmbeddedStore;
import faas.scarlet.gateway.testing.Browser;
import faas.scarlet.gateway.testing.FakeSupervisor;
import faas.scarlet.gateway.testing.FakeSupervisor.Reply;
import faas.scarlet.gateway.testing.GatewayProcess;
import faas.scarlet.gateway.testing.Gateways;
import faas.scarlet.gateway.testing.Results;
import faas.scarlet.gateway.testing.TestLedger;
import faas.scarlet.model.outcome.AttemptNews;
import faas.scarlet.model.outcome.OutputObject;
import faas.scarlet.model.outcome.Reason;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees and does in a browser. */
class PageIT {
  private static final byte[] PICTURE =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  @RegisterExtension static final TestLedger LEDGER = new TestLedger();
  @TempDir static Path folder;
  private static final AtomicBoolean MENDED = new AtomicBoolean();
  private static final CountDownLatch PROCEED = new CountDownLatch(1);
  private static Browser browser;
  private static FakeSupervisor supervisor;
  private static EmbeddedStore store;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(folder.resolve("browser"));
    supervisor = FakeSupervisor.start();
    supervisor.behave(
        (id, request) -> {
          var function = request.function();
          return switch (function == null ? "" : function.id().name()) {
            case "broken" ->
                MENDED.get()
                    ? Reply.ok(Results.succeeded())
                    : Reply.ok(Results.failed(Reason.SCRIPT_FAILED, 3, "<b>oh no</b>\n"));
            case "talks" ->
                Reply.telling(
                    Results.printed("one\ntwo\n"), PROCEED, new AttemptNews("one\n", null));
            default ->
                Reply.ok(
                    Results.published(
                        new OutputObject("default", "copy-out", "grey.png", 70, "00")));
          };
        });
    for (String name : new String[] {"copy", "broken", "talks"}) {
      Gateways.function(folder, name, "");
      Files.createDirectories(folder.resolve("buckets/" + name + "-in"));
    }
    Gateways.function(folder, "wrong", "memry: 1Gi");
    Files.write(
        Files.createDirectories(folder.resolve("buckets/copy-out")).resolve("grey.png"), PICTURE);
    store = EmbeddedStore.start(folder.resolve("buckets"), 0, "key", "secret", _ -> {});
    gateway =
        GatewayProcess.start(
            folder, Gateways.local(folder, LEDGER.jdbcUrl(), supervisor.url(), store.access()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (gateway != null) {
      gateway.close();
      store.close();
      supervisor.close();
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.open(URI.create(gateway.url() + "/"), 1280, 900);
    browser.awaitTrue("!!document.querySelector('.card')");
  }

  @Test
  void functionsAndWhatIsWrongWithManifestsAreShown() {
    assertThat(text(".cards")).contains("test/copy", "Ready", "copy-in → copy-out");
    assertThat(text(".problems")).contains("wrong.yaml spec.memry", "did you mean memory?");
  }

  @Test
  void whatStoresSentAndNobodyCouldReadIsShown() throws Exception {
    gateway.post("/events", "<xml>no event</xml>");

    browser.open(URI.create(gateway.url() + "/"), 1280, 900);

    browser.awaitTrue(
        "!!document.querySelector('.refused')?.textContent.includes('<xml>no event')");
  }

  @Test
  void aDroppedFileIsProcessedAndItsPicturesAreShown() throws Exception {
    drop("test/copy", "photo.png", Base64.getEncoder().encodeToString(PICTURE));
    browser.awaitTrue("document.body.innerText.includes('copy-in/photo.png is there')");
    browser.awaitTrue(
        "[...document.querySelectorAll('.row')].some(r => r.innerText.includes('photo.png') && r.innerText.includes('Succeeded'))");

    click("[...document.querySelectorAll('.row')].find(r => r.innerText.includes('photo.png'))");

    browser.awaitTrue(
        "document.querySelectorAll('.file img').length === 2 && [...document.images].every(i => i.naturalWidth > 0)");
    assertThat(text(".attempts")).contains("Attempt 1", "image 1 ms", "run 3 ms", "in all 10 ms");
    assertThat(text(".log")).contains("done");
  }

  @Test
  void aDeadInvocationIsReplayedByTheKeyboard() throws Exception {
    gateway.put("/api/functions/test/broken/files/x.png", "x");
    browser.awaitTrue(
        "[...document.querySelectorAll('.row')].some(r => r.innerText.includes('test/broken') && r.innerText.includes('Dead'))");
    assertThat(text(".rows")).contains("ScriptFailed, 3 attempts");

    browser.evaluate("location.hash = '#/?function=test%2Fbroken'");
    browser.awaitTrue("document.querySelectorAll('.row').length === 1");
    browser.press("j");
    browser.press("Enter");
    browser.awaitTrue("!!document.querySelector('.log')?.innerText.includes('<b>oh no</b>')");
    MENDED.set(true);
    browser.press("r");

    browser.awaitTrue("document.querySelector('.head .state').innerText === 'Succeeded'");
    browser.press("Escape");
    browser.awaitTrue("!!document.querySelector('.card')");
  }

  @Test
  void theLogOfARunningScriptIsFollowed() throws Exception {
    gateway.put("/api/functions/test/talks/files/x.png", "x");
    browser.awaitTrue(
        "[...document.querySelectorAll('.row')].some(r => r.innerText.includes('test/talks') && r.innerText.includes('Running'))");
    click("[...document.querySelectorAll('.row')].find(r => r.innerText.includes('test/talks'))");
    browser.awaitTrue("document.querySelector('.log')?.innerText.trim() === 'one'");

    PROCEED.countDown();

    browser.awaitTrue("document.querySelector('.log').innerText.trim() === 'one\\ntwo'");
    browser.awaitTrue("document.querySelector('.head .state').innerText === 'Succeeded'");
  }

  @Test
  void nothingIsCutOffOnAPhone() throws Exception {
    gateway.put("/api/functions/test/copy/files/" + "long-name-".repeat(12) + ".png", "x");
    await()
        .atMost(PATIENCE)
        .until(() -> gateway.json("/api/invocations").path("invocations").size() > 0);

    browser.open(URI.create(gateway.url() + "/"), 360, 740);

    browser.awaitTrue("!!document.querySelector('.row')");
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(360);
  }

  @Test
  void onlyItsOwnFilesMayRunInThePage() throws Exception {
    var page = gateway.get("/");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("http:", "https:", "style=");
  }

  private static String text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').innerText").asText();
  }

  private static void click(String element) {
    browser.evaluate("(" + element + ").click()");
  }

  private static void drop(String function, String name, String base64) {
    browser.evaluate(
        """
        (() => {
          const bytes = Uint8Array.from(atob('%s'), c => c.charCodeAt(0));
          const dropped = new DataTransfer();
          dropped.items.add(new File([bytes], '%s'));
          const card = [...document.querySelectorAll('.card')].find(c => c.innerText.includes('%s'));
          card.dispatchEvent(new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true}));
        })()
        """
            .formatted(base64, name, function));
  }
}
