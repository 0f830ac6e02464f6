package io.inferencestream.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.TestBench;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What a person does in the web app, in Debian's Chromium. */
final class WebAppInBrowser {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static TestBench bench;
    private static StreamApp stream;
    private static GatewayApp gateway;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        bench = TestBench.start(folder);
        stream = bench.stream("north");
        gateway = bench.gateway("images: {show: true}");
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    @AfterAll
    static void stop() {
        browser.quit();
        gateway.close();
        stream.close();
        bench.close();
    }

    /** A refused script, style or address would be here; that the network was asked for something it had not is no fault. */
    @AfterEach
    void findsNoComplaintOfTheBrowser() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> !entry.getMessage().contains("Failed to load resource"))
                .isEmpty();
    }

    @Test
    void showsTheLabelOfAnUploadedImage() throws IOException {
        open("/");

        upload(Pngs.gray(200));

        assertThat(text("#best")).isIn("a", "b", "c", "d");
        assertThat(browser.findElements(By.cssSelector(".bars li"))).isNotEmpty();
        assertThat(text(".legend")).contains("Inference", "Commit and deliver");
    }

    @Test
    void saysKindlyWhyADamagedImageWasRejected() throws IOException {
        open("/");

        upload(Pngs.truncated());

        assertThat(text("#refused")).contains("Corrupt image", "damaged or cut short");
    }

    @Test
    void movesWhileAProducerRuns() throws Exception {
        open("/live");

        for (int i = 0; i < 20; i++) {
            bench.send("ward-3/x/" + i + ".png", Pngs.gray(i));
        }

        await(".passing li img");
        await(".charts canvas");
        until(() -> !text("#rate").equals("0"));
        assertThat(text("#rate")).matches("[\\d,]+");
    }

    @Test
    void saysThatTheStreamIsDownAndRecoversByItself() throws Exception {
        open("/live");
        await(".pill[data-up=true]");

        stream.close();
        await(".pill[data-up=false]");
        await(".banner[data-state=down]");
        assertThat(text(".banner")).contains("No instance of the stream is running");

        stream = bench.stream("north");
        await(".pill[data-up=true]");
        await(".banner[data-state=up]");
    }

    @Test
    void resendsADeadLetter() throws Exception {
        bench.post(gateway, "/predict", Pngs.truncated(), "Content-Type", "image/png");
        open("/dead-letters");

        await(".letter button");
        browser.findElement(By.cssSelector(".letter button")).sendKeys(Keys.ENTER);

        await(".outcome.rejected");
        until(() -> browser.switchTo().activeElement().getAttribute("class").contains("outcome"));
        assertThat(text(".outcome")).contains("Rejected again");
    }

    @Test
    void showsWhichModelIsServedWhere() {
        open("/models");

        await(".model");
        assertThat(text(".model")).contains("toy/1", "north");
    }

    @Test
    void isWalkedThroughByKeyboard() {
        open("/");
        List<String> names = browser.findElements(By.cssSelector("nav a")).stream()
                .map(link -> link.getText())
                .toList();

        assertThat(names).containsExactly("Try it", "Live", "Dead letters", "Models");
        browser.findElement(By.linkText("Models")).sendKeys(Keys.ENTER);
        until(() -> browser.getCurrentUrl().endsWith("/models"));
        until(() -> browser.switchTo().activeElement().getTagName().equals("main"));
    }

    private static void open(String path) {
        browser.get(gateway.address() + path);
        await("main h1");
    }

    private static void upload(byte[] image) throws IOException {
        Path file = Files.write(folder.resolve("image.png"), image);
        browser.findElement(By.id("file")).sendKeys(file.toAbsolutePath().toString());
    }

    private static String text(String selector) {
        await(selector);
        return browser.findElement(By.cssSelector(selector)).getText();
    }

    private static void await(String selector) {
        new WebDriverWait(browser, PATIENCE)
                .withMessage(() -> selector + " in "
                        + browser.findElement(By.tagName("body")).getText())
                .until(driver -> !driver.findElements(By.cssSelector(selector)).isEmpty());
    }

    private static void until(java.util.function.BooleanSupplier claim) {
        new WebDriverWait(browser, PATIENCE).until(driver -> claim.getAsBoolean());
    }
}
