package io.happyconnect.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleLeavesNothingTest {

    @Test
    @LeaksNothing(exceptThreads = {"OkHttp", "Okio"})
    void closesWhatItOpened() throws IOException {
        try (RunningSample sample = new RunningSample()) {
            Browser browser = new Browser(sample);
            Page page = browser.open("/");
            browser.press(page, "Compare plain Socket with Happy Connect", Map.of());
            String url = "http://broken.example:" + sample.neighbourhoodPort() + "/";

            assertThat(browser.press(page, "Connect", Map.of("to", url)).status())
                    .isEqualTo(200);
        }
    }
}
