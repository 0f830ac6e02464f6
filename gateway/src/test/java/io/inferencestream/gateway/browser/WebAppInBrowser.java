package io.inferencestream.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.TestBench;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What a person does in the web app, in Debian's Chromium. */
final class WebAppInBrowser {
    @TempDir
    private static Path folder;

    private static TestBench bench;
    private static StreamApp stream;
    private static GatewayApp gateway;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        bench = TestBench.start(folder);
        stream = bench.stream("north");
        Path samples = Files.createDirectories(folder.resolve("samples/gray"));
        Files.write(samples.resolve("1.png"), Pngs.gray(40));
        gateway = bench.gateway("images: {show: true, samples: '" + folder.resolve("samples") + "'}");
        browser = Chromium.on(gateway.address());
    }

    @AfterAll
    static void stop() {
        browser.close();
        gateway.close();
        stream.close();
        bench.close();
    }

    @AfterEach
    void findsNoComplaintOfTheBrowser() {
        browser.assertNoComplaint();
    }

    @Test
    void showsTheLabelOfAnUploadedImage() throws IOException {
        browser.open("/");

        browser.choose(folder, "image.png", Pngs.gray(200));

        assertThat(browser.text("#best")).isIn("a", "b", "c", "d");
        assertThat(browser.all(".bars li")).isNotEmpty();
        assertThat(browser.text(".legend")).contains("Inference", "Commit and deliver");
    }

    @Test
    void saysKindlyWhyADamagedImageWasRejected() throws IOException {
        browser.open("/");

        browser.choose(folder, "image.png", Pngs.truncated());

        assertThat(browser.text("#refused")).contains("Corrupt image", "damaged or cut short");
    }

    @Test
    void movesWhileAProducerRuns() throws Exception {
        browser.open("/live");

        for (int i = 0; i < 20; i++) {
            bench.send("ward-3/x/" + i + ".png", Pngs.gray(i));
        }

        browser.await(".passing li img");
        browser.await(".charts canvas");
        browser.until(() -> !browser.text("#rate").equals("0"));
        assertThat(browser.text("#rate")).matches("[\\d,]+");
    }

    @Test
    void saysThatTheStreamIsDownAndRecoversByItself() throws Exception {
        browser.open("/live");
        browser.await(".pill[data-up=true]");

        stream.close();
        browser.await(".pill[data-up=false]");
        browser.await(".banner[data-state=down]");
        assertThat(browser.text(".banner")).contains("No instance of the stream is running");

        stream = bench.stream("north");
        browser.await(".pill[data-up=true]");
        browser.await(".banner[data-state=up]");
    }

    @Test
    void saysWhatTheModelKnows() {
        browser.open("/");

        assertThat(browser.text("#knows")).contains("toy/1 knows 4 classes", "a", "b", "c", "d");
    }

    @Test
    void predictsASampleOfItsOwn() {
        browser.open("/");

        browser.press(".samples button");

        assertThat(browser.text("#best")).isIn("a", "b", "c", "d");
    }

    @Test
    void showsTheFiguresOfASecondUnderThePointer() {
        browser.open("/live");
        WebElement chart = browser.await(".chart .u-over");
        browser.until(() -> !browser.all(".chart canvas").isEmpty());

        browser.until(() -> {
            new Actions(browser.driver())
                    .moveToElement(chart, 40, 10)
                    .moveByOffset(1, 0)
                    .perform();
            return browser.text(".chart figcaption").matches("(?s).*\\d\\d:\\d\\d:\\d\\d.*");
        });
    }

    @Test
    void showsWhichModelIsServedWhere() {
        browser.open("/models");

        browser.await(".model");
        assertThat(browser.text(".model")).contains("toy/1", "north");
    }

    @Test
    void isWalkedThroughByKeyboard() {
        browser.open("/");
        List<String> names =
                browser.all("nav a").stream().map(link -> link.getText()).toList();

        assertThat(names).containsExactly("Try it", "Live", "Dead letters", "Models");
        browser.press("nav a[href$='/models']");
        browser.until(() -> browser.driver().getCurrentUrl().endsWith("/models"));
        browser.until(
                () -> browser.driver().switchTo().activeElement().getTagName().equals("main"));
    }
}
