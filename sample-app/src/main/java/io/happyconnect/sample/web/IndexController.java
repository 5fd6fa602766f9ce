package io.happyconnect.sample.web;

import io.happyconnect.sample.connect.Destination;
import io.happyconnect.sample.connect.HappyOkHttp;
import io.happyconnect.sample.connect.HappyRestClient;
import io.happyconnect.sample.connect.HappySocket;
import io.happyconnect.sample.connect.SideBySide;
import io.happyconnect.sample.neighbourhood.BrokenNeighbourhood;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the page and does what a visitor asks for. */
@RestController
final class IndexController {

    private static final String TITLE = "Happy Connect";

    private final IndexPage page;
    private final HappySocket happy;
    private final HappyOkHttp okHttp;
    private final HappyRestClient restClient;
    private final SideBySide sideBySide;
    private final Optional<BrokenNeighbourhood> neighbourhood;

    IndexController(
            IndexPage page,
            HappySocket happy,
            HappyOkHttp okHttp,
            HappyRestClient restClient,
            SideBySide sideBySide,
            Optional<BrokenNeighbourhood> neighbourhood) {
        this.page = page;
        this.happy = happy;
        this.okHttp = okHttp;
        this.restClient = restClient;
        this.sideBySide = sideBySide;
        this.neighbourhood = neighbourhood;
    }

    // The addresses of the forms as well, for those who reload or type them.
    @GetMapping({"/", "/connect", "/compare"})
    ResponseEntity<String> index() {
        return Page.response(HttpStatus.OK, TITLE, page.html());
    }

    @PostMapping("/connect")
    ResponseEntity<String> connect(@RequestParam(defaultValue = "") String to) {
        Destination destination;
        try {
            destination = Destination.parse(to);
        } catch (IllegalArgumentException e) {
            String refusal = String.valueOf(e.getMessage());
            return Page.response(HttpStatus.BAD_REQUEST, "That cannot be - " + TITLE, page.withRefusal(to, refusal));
        }
        return Page.response(HttpStatus.OK, destination + " - " + TITLE, page.withResult(to, go(destination)));
    }

    private String go(Destination destination) {
        String throughBean = OutcomeHtml.of(
                "HappyConnector.connect to " + destination.target(), happy.connect(destination.target()));
        String throughClients = destination
                .url()
                .map(this::get)
                .orElse("<p class=\"hint\">A URL goes through OkHttp and RestClient as well.</p>\n");
        return """
                <section id="result" aria-label="Result">
                %s%s</section>
                """.formatted(throughBean, throughClients);
    }

    private String get(HttpUrl url) {
        return OutcomeHtml.of("OkHttp through Happy Connect, GET " + url, okHttp.get(url))
                + OutcomeHtml.of("RestClient through Happy Connect, GET " + url, restClient.get(url));
    }

    @PostMapping("/compare")
    ResponseEntity<String> compare() {
        String result =
                neighbourhood.map(sideBySide::compare).map(ComparisonHtml::of).orElse("");
        return Page.response(HttpStatus.OK, "Compared - " + TITLE, page.withComparison(result));
    }
}
