package io.happyconnect.boot.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</title><script>alert(1)</script>",
                "\" onmouseover=\"alert(1)",
                "' onmouseover='alert(1)",
                "&lt;&#x3c;",
                "]]><!-- -->",
            })
    void whatLooksLikeMarkupIsText(String hostile) {
        Html html = new Html().element("p", hostile, "title", hostile);

        PageXml page = PageXml.of(html.toString());
        assertThat(page.text("/p")).isEqualTo(hostile);
        assertThat(page.text("/p/@title")).isEqualTo(hostile);
        assertThat(page.texts("//*")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202eabc", "a\u200bb", "a\u0000b", "a\u2028b", "a\ud800b"})
    void whatCannotBeSeenIsShownAsItsNumber(String hidden) {
        assertThat(PageXml.of(new Html().element("p", hidden).toString()).text("/p"))
                .matches("a?\\\\u[0-9a-f]{4}(abc|b)");
    }

    @Test
    void lettersOfAnyScriptAreThemselves() {
        assertThat(new Html().text("ünïcödé 例え 🙂").toString()).isEqualTo("ünïcödé 例え 🙂");
    }

    @Test
    void whatIsNotClosedIsNoPage() {
        assertThatThrownBy(new Html().open("p")::toString).isInstanceOf(IllegalStateException.class);
    }
}
