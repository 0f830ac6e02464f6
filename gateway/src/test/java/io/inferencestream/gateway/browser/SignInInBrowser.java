package io.inferencestream.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.TestBench;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.stream.app.StreamApp;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers with keys and without, and what the pages say to them. */
final class SignInInBrowser {
    private static final String OPERATOR = "operator-of-the-night-shift-0001";
    private static final String CAMERA = "camera-at-the-north-gate-00000001";

    @TempDir
    private static Path folder;

    private static TestBench bench;
    private static StreamApp stream;
    private static GatewayApp closed;
    private static GatewayApp open;
    private Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        bench = TestBench.start(folder);
        stream = bench.stream("north");
        String keys = "apiKeys: 'operator:observe+operate:" + ApiKey.digest(OPERATOR) + ",camera:predict:"
                + ApiKey.digest(CAMERA) + "'";
        closed = bench.gateway("security: {" + keys + "}");
        open = bench.gateway("security: {" + keys + ", anonymous: predict}");
    }

    @AfterAll
    static void stop() {
        open.close();
        closed.close();
        stream.close();
        bench.close();
    }

    @AfterEach
    void leave() {
        browser.assertNoComplaint();
        browser.close();
    }

    @Test
    void asksAStrangerToSignInAndSaysNothingOfTheStream() {
        browser = Chromium.on(closed.address());
        browser.open("/live");

        assertThat(browser.text("main h1")).isEqualTo("Sign in");
        assertThat(browser.all(".pill")).isEmpty();
        browser.signIn("nonsense");
        browser.until(() -> browser.text(".wrong").contains("not known here"));
        browser.driver().navigate().refresh();
        browser.signIn(OPERATOR);
        browser.await("#rate");
    }

    @Test
    void showsAnOperatorAllButWhatTakesAnotherRole() {
        browser = Chromium.on(closed.address());
        browser.open("/dead-letters");
        browser.signIn(OPERATOR);

        browser.until(() -> browser.text("main").contains("No dead letters"));
        browser.await(".pill[data-up=true]");
        browser.press("nav a[href$='/models']");
        browser.await(".model");
        browser.press("nav a[href='/']");
        assertThat(browser.text(".forbidden")).contains("takes the role predict", "Your key has observe and operate");
    }

    @Test
    void offersSignInBesideWhatAnybodyMayDo() {
        browser = Chromium.on(open.address());
        browser.open("/");
        browser.await("#file");

        browser.press("nav a[href$='/live']");
        assertThat(browser.text(".forbidden")).contains("for callers who are known", "observe");
        browser.press(".forbidden button");
        browser.signIn(OPERATOR);

        browser.await("#rate");
        browser.press("header button");
        browser.await(".forbidden");
    }
}
