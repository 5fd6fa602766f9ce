package io.happyconnect.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A machine that cannot have the broken neighbourhood. */
class WithoutNeighbourhoodTest {

    @Test
    void thePageSaysSo() throws IOException {
        try (RunningSample sample = new RunningSample("--sample.neighbourhood.enabled=false")) {
            Page page = new Browser(sample).open("/");

            assertThat(page.text()).contains("There is no broken neighbourhood to compare in");
            assertThat(page.texts("button")).containsExactly("Connect");
        }
    }
}
