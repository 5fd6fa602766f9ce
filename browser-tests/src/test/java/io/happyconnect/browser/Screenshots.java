package io.happyconnect.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/**
 * Takes the pictures in docs/images anew. Runs only when it is asked for by its name, {@code -Dtest=Screenshots}: what they show
 * has times in it, so they differ each time.
 */
@NeedsChromium
class Screenshots {

    private static final Path IMAGES = Path.of(System.getProperty("happyconnect.topDirectory"), "docs", "images");

    @Test
    void ofTheDashboardAndTheSample() throws IOException, InterruptedException {
        try (SampleProcess sample = new SampleProcess();
                Chromium chromium = new Chromium()) {
            chromium.resize(1200, 1400);
            connect(chromium, sample, sample.url("/actuator/health"));
            connect(chromium, sample, "http://" + sample.neighbourhood() + "/");
            chromium.run("document.querySelector('#to').blur(); scrollTo(0, 0)");
            write(chromium, "sample.png");

            chromium.resize(1200, 1660);
            chromium.open(sample.url("/actuator/happyconnect"));
            chromium.awaitText("#status", "Live");
            write(chromium, "dashboard-light.png");
            chromium.resize(1200, 900);
            chromium.colours("dark");
            write(chromium, "dashboard-dark.png");
        }
    }

    private static void connect(Chromium chromium, SampleProcess sample, String to) {
        chromium.open(sample.url("/"));
        chromium.find("#to").sendKeys(to + Keys.ENTER);
        chromium.awaitText("#result", "connected to");
    }

    private static void write(Chromium chromium, String name) throws IOException {
        Files.write(IMAGES.resolve(name), chromium.driver().getScreenshotAs(OutputType.BYTES));
    }
}
