package io.inferencestream.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.TestBench;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What phones take, in a window as small as theirs, on a topic that takes a megabyte. */
final class PhotosInBrowser {
    /** Draws 12 megapixels that compress badly and puts them into the page's input as a file. */
    private static final String TAKE_A_PHOTO = """
            const [type, quality, done] = arguments;
            const canvas = document.createElement("canvas");
            canvas.width = 4000; canvas.height = 3000;
            const context = canvas.getContext("2d");
            const pixels = context.createImageData(400, 300);
            for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = i % 4 === 3 ? 255 : (i * 2654435761 >>> 24);
            for (let x = 0; x < 10; x++) for (let y = 0; y < 10; y++) context.putImageData(pixels, 400 * x, 300 * y);
            canvas.toBlob((blob) => {
              const files = new DataTransfer();
              files.items.add(new File([blob], "photo", { type }));
              const input = document.getElementById("file");
              input.files = files.files;
              input.dispatchEvent(new Event("change", { bubbles: true }));
              done(blob.size);
            }, type, quality);
            """;

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
        gateway = bench.gateway();
        browser = Chromium.on(gateway.address(), "--window-size=390,844");
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

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/webp"})
    void predictsAPhotoOfTwelveMegapixelsAndSaysHowItWasSent(String type) {
        browser.open("/");
        browser.await("#knows");

        Object size = browser.run(TAKE_A_PHOTO, type, 0.9);

        assertThat(((Number) size).longValue()).isGreaterThan(1 << 20);
        assertThat(browser.text("#best")).isIn("a", "b", "c", "d");
        assertThat(browser.text("#note")).contains("Sent as a JPEG of", "are more than the");
    }

    @Test
    void saysWhatToDoWithAPhotoThatTheBrowserCannotShow() throws Exception {
        browser.open("/");
        byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

        browser.choose(folder, "photo.heic", heic);

        assertThat(browser.text("#refused")).contains("HEIC", "Most Compatible");
        assertThat(bench.get(gateway, "/api/dead-letters").body()).contains("\"total\":0");
    }

    @Test
    void fitsTheWindow() throws Exception {
        bench.post(gateway, "/predict", io.inferencestream.testkit.image.Pngs.gray(7), "Content-Type", "image/png");
        for (String page : new String[] {"/", "/live", "/dead-letters", "/models"}) {
            browser.open(page);
            browser.await(page.equals("/live") ? "table.cards tr" : "main");

            Object overhang = browser.driver()
                    .executeScript(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");

            assertThat(((Number) java.util.Objects.requireNonNull(overhang)).intValue())
                    .as(page)
                    .isZero();
        }
    }
}
