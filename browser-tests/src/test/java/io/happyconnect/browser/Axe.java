package io.happyconnect.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Looks for what keeps people out, with axe-core. */
final class Axe {

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] })
              .then(results => done(results.violations.map(found =>
                found.id + ': ' + found.help + ' ' + found.nodes.map(node => node.target.join(' ')).join(', '))))
              .catch(failure => done(['axe failed: ' + failure]));
            """;

    private Axe() {}

    @SuppressWarnings("unchecked")
    static List<String> violations(Chromium chromium) throws IOException {
        try (InputStream axe = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            chromium.run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>) Objects.requireNonNull(chromium.driver().executeAsyncScript(RUN));
    }
}
