package io.happyconnect.sample.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.HtmlUtils;

/** Text that becomes part of a page. */
final class Html {

    private Html() {}

    /** Makes text safe between tags and inside of quoted attributes. */
    static String escape(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    /** A block of preformatted text that scrolls by itself and that a keyboard can reach. */
    static String preformatted(String label, String text) {
        return """
                <pre tabindex="0" role="region" aria-label="%s">%s</pre>
                """.formatted(escape(label), escape(text));
    }
}
