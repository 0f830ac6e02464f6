package io.inferencestream.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium on the web app of one gateway: what a person does, and what there is to see. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final String address;

    private Chromium(ChromeDriver driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    static Chromium on(String address, String... arguments) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        options.addArguments(arguments);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return new Chromium(driver, address);
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String path) {
        driver.get(address + path);
        await("main h1");
    }

    /** Waits until something is there; returns the first of it. */
    WebElement await(String selector) {
        return new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> selector + " in "
                        + driver.findElement(By.tagName("body")).getText())
                .until(page -> page.findElements(By.cssSelector(selector)).stream()
                        .findFirst()
                        .orElse(null));
    }

    void until(BooleanSupplier claim) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> driver.findElement(By.tagName("body")).getText())
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .until(page -> claim.getAsBoolean());
    }

    String text(String selector) {
        return await(selector).getText();
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Presses a button by keyboard. */
    void press(String selector) {
        await(selector).sendKeys(Keys.ENTER);
    }

    void choose(Path folder, String name, byte[] image) throws IOException {
        Path file = Files.write(folder.resolve(name), image);
        await("#file").sendKeys(file.toAbsolutePath().toString());
    }

    void signIn(String key) {
        await("#key").sendKeys(key + Keys.ENTER);
    }

    /** What a script answers, which gets a callback as its last argument. */
    Object run(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeAsyncScript(script, arguments));
    }

    /** A refused script, style or address would be here; that the network was asked for something it had not is no fault. */
    void assertNoComplaint() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> !entry.getMessage().contains("Failed to load resource"))
                .isEmpty();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
