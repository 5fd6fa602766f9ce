package io.happyconnect.boot.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What may run on the page: computed again from the page itself, as a browser does it. */
class ContentSecurityPolicyTest {

    private final String page = Page.html("Test", Instant.EPOCH, html -> {});

    private String policy() {
        return PageXml.of(page).text("//meta[@http-equiv='Content-Security-Policy']/@content");
    }

    private List<String> all(String element) {
        return Pattern.compile("<" + element + "[^>]*>(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    @Test
    void allowsTheStyleAndTheScriptOfThePageByTheirHashes() throws Exception {
        assertThat(all("style")).hasSize(1);
        assertThat(all("script")).hasSize(1);
        assertThat(policy())
                .isEqualTo("default-src 'none'; style-src " + hash(all("style").get(0)) + "; script-src "
                        + hash(all("script").get(0))
                        + "; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'");
    }

    @Test
    void nothingOnThePageNeedsMore() {
        assertThat(page).doesNotContainPattern(" style=|<[^>]+ on[a-z]+=|javascript:|<iframe|src=");
    }

    @Test
    void theScriptMakesNothingOutOfText() {
        assertThat(all("script").get(0))
                .doesNotContainPattern(
                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval|new Function|setTimeout\\('");
        assertThat(Pattern.compile("https?:")
                        .matcher(all("script").get(0))
                        .results()
                        .map(MatchResult::group))
                .as("nothing is loaded from elsewhere")
                .isEmpty();
    }
}
