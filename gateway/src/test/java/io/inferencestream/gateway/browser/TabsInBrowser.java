package io.inferencestream.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.gateway.TestBench;
import io.inferencestream.gateway.app.GatewayApp;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.testkit.image.Pngs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** A browser opens six connections to a host; an event stream holds one of them for as long as it lasts. */
final class TabsInBrowser {
    private static final int TABS = 10;

    @TempDir
    private Path folder;

    @Test
    void tenTabsFollowTheStreamAndOneMorePredicts() throws Exception {
        try (TestBench bench = TestBench.start(folder);
                StreamApp stream = bench.stream("north");
                GatewayApp gateway = bench.gateway("limits: {requestsPerSecond: 0}");
                Chromium browser = Chromium.on(gateway.address())) {
            browser.open("/live");
            for (int i = 1; i < TABS; i++) {
                browser.driver().switchTo().newWindow(i % 2 == 0 ? WindowType.TAB : WindowType.WINDOW);
                browser.open("/live");
            }
            browser.driver().switchTo().newWindow(WindowType.TAB);
            browser.open("/");

            browser.choose(folder, "image.png", Pngs.gray(200));
            assertThat(browser.text("#best")).isIn("a", "b", "c", "d");

            for (String tab : browser.driver().getWindowHandles()) {
                browser.driver().switchTo().window(tab);
                if (browser.driver().getCurrentUrl().endsWith("/live")) {
                    browser.await(".passing li");
                }
            }
            assertThat(bench.get(gateway, "/api/status").body()).contains("\"eventStreams\":2");
            assertThat(stream).isNotNull();
        }
    }
}
