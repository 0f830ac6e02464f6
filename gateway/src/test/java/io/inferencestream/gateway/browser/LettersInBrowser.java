package io.inferencestream.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.TestBench;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** An operator at the dead letters. */
final class LettersInBrowser {
    @TempDir
    private Path folder;

    private TestBench bench;
    private StreamApp stream;
    private GatewayApp gateway;
    private Chromium browser;

    @BeforeEach
    void start() throws Exception {
        bench = TestBench.start(folder);
        stream = bench.stream("north");
        gateway = bench.gateway("limits: {requestsPerSecond: 0}");
        browser = Chromium.on(gateway.address());
    }

    @AfterEach
    void stop() {
        browser.assertNoComplaint();
        browser.close();
        gateway.close();
        stream.close();
        bench.close();
    }

    @Test
    void resendsALetterByKeyboardAndSeesWhatBecameOfIt() {
        bench.sendFor("gone/1", "ward-3/7.png", Pngs.gray(7));
        browser.open("/dead-letters");

        browser.press(".letter button");

        browser.await(".outcome.rejected");
        browser.until(() -> browser.driver()
                .switchTo()
                .activeElement()
                .getAttribute("class")
                .contains("outcome"));
        assertThat(browser.text(".outcome")).contains("Rejected again: Unknown model");
    }

    @Test
    void isOfferedNothingThatCanOnlyFail() throws Exception {
        bench.post(gateway, "/predict", Pngs.truncated(), "Content-Type", "image/png");
        browser.open("/dead-letters");

        assertThat(browser.text(".letter .do")).isEqualTo("It would be rejected again.");
        assertThat(browser.all(".letter button")).isEmpty();
    }

    @Test
    void findsPagesAndResendsManyAfterALook() throws Exception {
        for (int i = 0; i < 60; i++) {
            bench.sendFor("gone/1", "ward-3/" + i + ".png", Pngs.gray(i));
        }
        bench.post(gateway, "/predict", Pngs.truncated(), "Content-Type", "image/png");
        browser.open("/dead-letters");
        browser.until(() -> browser.text(".chips").contains("All 61"));
        assertThat(browser.text(".chips")).contains("Unknown model 60", "Corrupt image 1");

        assertThat(browser.all(".letter")).hasSize(50);
        browser.press(".pages button:last-child");
        browser.until(() -> browser.all(".letter").size() == 11);
        browser.await("#search").sendKeys("WARD-3/59");
        browser.until(() -> browser.all(".letter").size() == 1);
        browser.await("#search").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        browser.until(() -> browser.text("#counted").contains("61"));

        browser.press("main > .head button");
        browser.until(() -> browser.text("dialog").contains("1 that can only fail again"));
        assertThat(browser.text("dialog")).contains("Unknown model");
        browser.press("dialog .primary");

        browser.until(() -> browser.text("#resend-progress").contains("60 of 60: 60 resent"));
        browser.press("dialog .actions button");
        browser.until(() -> browser.text(".chips").contains("All 121"));
    }
}
