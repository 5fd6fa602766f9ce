package io.happyconnect.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/** The versions in docs/compatibility.md against those that these tests run with. */
class CompatibilityPageTest {

    @Test
    void whatTheTestsRunWithIsWhatThePageSays() throws Exception {
        Map<String, String> tested = Documentation.table("compatibility.md", "Library").stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> row.get(2)));

        assertThat(tested)
                .containsEntry("Spring Boot", SpringBootVersion.getVersion())
                .containsEntry("Spring Framework", SpringVersion.getVersion())
                .containsEntry("Micrometer", MeterRegistry.class.getPackage().getImplementationVersion())
                .containsEntry("OkHttp", OkHttp.VERSION);
    }
}
