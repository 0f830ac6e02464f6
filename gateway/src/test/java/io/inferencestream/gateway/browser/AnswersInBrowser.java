package io.inferencestream.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.gateway.ScriptedStream;
import io.inferencestream.gateway.TaskEvents;
import io.inferencestream.gateway.TestBench;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.testkit.image.Pngs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What a person sees of answers of each task. */
final class AnswersInBrowser {
    @TempDir
    private Path folder;

    private TestBench bench;
    private GatewayApp gateway;
    private Chromium browser;

    @BeforeEach
    void start() throws Exception {
        bench = TestBench.start(folder);
        gateway = bench.gateway("images: {show: true}", "limits: {requestsPerSecond: 0}");
        browser = Chromium.on(gateway.address());
    }

    @AfterEach
    void stop() {
        browser.assertNoComplaint();
        browser.close();
        gateway.close();
        bench.close();
    }

    @Test
    void drawsBoxesOverTheImageAndPointsAtWhatTheListPointsAt() throws Exception {
        try (ScriptedStream stream = answering(TaskEvents.detections(TaskEvents.face(), TaskEvents.person()))) {
            choose("image.png", 96);

            assertThat(browser.text("#best")).isEqualTo("1 × face, 1 × person");
            assertThat(browser.text("#found")).contains("face", "75.0 %", "across 160 to 320, down 60 to 180 px");
            assertThat(browser.text("#knows")).contains("toy/1 can find 2 kinds of objects");
            assertThat(browser.await(".shown img").getAttribute("alt"))
                    .contains("1\u00a0×\u00a0face, 1\u00a0×\u00a0person");
            assertLiesAt(browser.await(".box.b0"), 0.25, 0.125, 0.5, 0.375);
            assertThat(browser.all(".point")).hasSize(2);

            browser.await("#found button").sendKeys(Keys.NULL);
            browser.await(".box.b0.chosen");
            new Actions(browser.driver())
                    .moveToElement(browser.await(".box.b1"))
                    .perform();
            browser.await("#found li:nth-child(2) button.chosen");

            browser.await("#least").sendKeys(Keys.END);
            browser.until(() -> browser.all(".box").isEmpty());
        }
    }

    /** Within two pixels: a box has a border. */
    private void assertLiesAt(WebElement box, double left, double top, double right, double bottom) {
        Rectangle image = browser.await(".shown img").getRect();
        Rectangle its = box.getRect();
        assertThat(its.x - image.x).isBetween((int) (left * image.width) - 2, (int) (left * image.width) + 2);
        assertThat(its.y - image.y).isBetween((int) (top * image.height) - 2, (int) (top * image.height) + 2);
        assertThat((double) its.width / image.width).isBetween(right - left - 0.02, right - left + 0.02);
        assertThat((double) its.height / image.height).isBetween(bottom - top - 0.02, bottom - top + 0.02);
    }

    @Test
    void saysThatNothingWasFoundAndShowsItLive() throws Exception {
        try (ScriptedStream stream = answering(TaskEvents.detections())) {
            choose("image.png", 96);

            assertThat(browser.text("#best")).isEqualTo("Nothing found");
            browser.open("/live");
            assertThat(browser.text(".passing li")).contains("Nothing found");
        }
    }

    @Test
    void comparesVectorsOfOneSpace() throws Exception {
        try (ScriptedStream stream = answering(TaskEvents.embedding(0.6f, -0.8f, 0f))) {
            choose("first.png", 96);
            assertThat(browser.text("#best")).isEqualTo("3 numbers");

            choose("second.png", 96);

            browser.until(() -> browser.text("#alike").contains("1.000"));
            assertThat(browser.await(".strip").getAttribute("aria-label")).isEqualTo("3 numbers from -0.8 to 0.6");
        }
    }

    @Test
    void showsValuesWithTheirUnits() throws Exception {
        try (ScriptedStream stream = answering(TaskEvents.values())) {
            choose("image.png", 96);

            assertThat(browser.text(".values")).contains("age", "41.5", "years", "score", "-2");
        }
    }

    @Test
    void saysWhichLabelsReachTheirThresholds() throws Exception {
        try (ScriptedStream stream = answering(TaskEvents.multiLabel())) {
            choose("image.png", 96);

            assertThat(browser.text("#best")).isEqualTo("effusion, mass");
            assertThat(browser.text(".bars")).contains("accepted", "below");
            assertThat(browser.await("li:nth-child(2) .threshold").getAttribute("style"))
                    .contains("left: 40%");
        }
    }

    @Test
    void namesATaskThatItDoesNotKnow() throws Exception {
        try (ScriptedStream stream = answering(TaskEvents.ofTask("segmentation").build())) {
            choose("image.png", 96);

            assertThat(browser.text("#best")).isEqualTo("segmentation");
            browser.open("/live");
            assertThat(browser.text(".passing li")).contains("segmentation");
        }
    }

    @Test
    void fitsAPhone() throws Exception {
        browser.driver().manage().window().setSize(new Dimension(390, 844));
        try (ScriptedStream stream = answering(TaskEvents.detections(TaskEvents.face(), TaskEvents.person()))) {
            choose("image.png", 96);
            browser.await("#found");

            Object overhang = browser.driver()
                    .executeScript(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(overhang).isEqualTo(0L);
        }
    }

    private ScriptedStream answering(PredictionEvent answer) {
        return ScriptedStream.start(bench, image -> answer);
    }

    private void choose(String name, int side) throws Exception {
        if (browser.all("#file").isEmpty()) {
            browser.open("/");
        }
        browser.choose(folder, name, Pngs.gray(120, side));
        browser.await("#best");
    }
}
