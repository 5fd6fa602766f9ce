package io.happyconnect.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The dashboard as its readers use it, whatever they see and use it with. */
@NeedsChromium
class DashboardTest {

    private static Chromium chromium;
    private static RunningApplication application;

    @BeforeAll
    static void open() throws IOException {
        chromium = new Chromium();
        application = new RunningApplication(RunningApplication.Kind.MVC);
        application.race();
        application.goodRace();
    }

    @AfterAll
    static void close() throws IOException {
        chromium.close();
        application.close();
    }

    @BeforeEach
    void openDashboard() {
        chromium.open(application.dashboard());
    }

    @AfterEach
    void asAtFirst() {
        chromium.scripts(true);
        chromium.colours("light");
        chromium.resize(1280, 1000);
    }

    private static int races() {
        return chromium.all("#races details").size();
    }

    private static void awaitTwoUpdates() {
        for (int i = 0; i < 2; i++) {
            chromium.run("document.getElementById('as-of').firstChild.setAttribute('datetime', 'old')");
            chromium.await(
                    "an update",
                    () -> !"old".equals(chromium.find("#as-of time").getAttribute("datetime")));
        }
    }

    @Test
    void withoutScriptsEverythingIsThereAndNothingPretendsToBeLive() {
        chromium.scripts(false);
        openDashboard();

        assertThat(chromium.text(".headline")).startsWith("2 addresses fail since ");
        assertThat(chromium.text("#races")).contains("connection refused", "via 127.0.0.13");
        assertThat(chromium.find("#pause").isDisplayed()).isFalse();
        assertThat(chromium.text("#status")).isEqualTo("Reload for what has happened since.");

        new Select(chromium.find("[name=outcome]")).selectByValue("failure");
        chromium.find("form button").click();
        assertThat(races()).isZero();
        assertThat(chromium.text(".headline")).startsWith("2 addresses fail since ");
    }

    @Test
    void aWaterfallIsSeen() {
        List<WebElement> bars = chromium.all("#races details[open] .timeline rect");

        assertThat(bars).as("three attempts, and name resolution").hasSizeGreaterThanOrEqualTo(4);
        WebElement silent = chromium.find("#races details[open] rect.lost");
        WebElement winner = chromium.find("#races details[open] rect.won");
        assertThat(silent.getRect().width).isGreaterThan(200);
        assertThat(winner.getRect().x)
                .as("starts when the silent one has been silent for the attempt delay")
                .isGreaterThan(silent.getRect().x + 100);
    }

    @Test
    void pauseStopsItAndResumeGoesOn() throws IOException {
        WebElement pause = chromium.find("#pause");
        int before = races();
        pause.click();
        assertThat(pause.getAttribute("aria-pressed")).isEqualTo("true");
        chromium.awaitText("#status", "Paused");
        application.goodRace();

        // Long enough for an update, if one were still to come.
        Object unchanged = chromium.driver()
                .executeAsyncScript("const done = arguments[0];"
                        + "setTimeout(() => done(document.querySelectorAll('#races details').length), 5000)");
        assertThat(unchanged).isEqualTo((long) before);

        pause.click();
        chromium.awaitText("#status", "Live");
        chromium.await("the race meanwhile", () -> races() == before + 1);
    }

    @Test
    void filtersChooseAndStayChosenWhileItIsLive() throws IOException {
        new Select(chromium.find("[name=state]")).selectByValue("degraded");
        new Select(chromium.find("[name=outcome]")).selectByValue("timeout");
        chromium.find("form button").click();

        assertThat(chromium.driver().getCurrentUrl()).contains("state=degraded", "outcome=timeout");
        assertThat(races()).isZero();
        assertThat(chromium.all("#targets details")).hasSize(1);
        application.race();
        awaitTwoUpdates();
        assertThat(races()).isZero();
        assertThat(new Select(chromium.find("[name=outcome]"))
                        .getFirstSelectedOption()
                        .getText())
                .isEqualTo("timed out");
    }

    @Test
    void aChoiceNotYetShownIsNotTakenBack() {
        new Select(chromium.find("[name=outcome]")).selectByValue("failure");
        awaitTwoUpdates();

        assertThat(chromium.find("[name=outcome]").getAttribute("value")).isEqualTo("failure");
    }

    @Test
    void aKeyboardReachesEverythingAndSeesWhereItIs() {
        chromium.press(Keys.TAB);
        assertThat(chromium.focused().getText()).isEqualTo("Skip to the races");
        chromium.press(Keys.ENTER);
        chromium.press(Keys.TAB);
        assertThat(chromium.focused().getTagName()).isEqualTo("summary");

        WebElement race = chromium.focused();
        boolean open = chromium.isOpen(race);
        chromium.press(Keys.ENTER);
        assertThat(chromium.isOpen(race)).isNotEqualTo(open);
        assertThat(race.getCssValue("outline-style")).isEqualTo("solid");
        assertThat(race.getCssValue("outline-width")).isEqualTo("3px");

        chromium.run("document.getElementById('pause').focus()");
        chromium.press(Keys.SPACE);
        chromium.awaitText("#status", "Paused");
        chromium.press(Keys.SPACE);
        chromium.awaitText("#status", "Live");
    }

    @Test
    void focusAndWhatIsOpenAreKeptWhileItIsLive() throws IOException {
        chromium.run("document.querySelector('#races details:last-of-type summary').focus()");
        WebElement summary = chromium.focused();
        boolean open = chromium.isOpen(summary);
        chromium.press(Keys.ENTER);
        int before = races();

        application.race();
        chromium.await("the race", () -> races() > before);
        awaitTwoUpdates();

        assertThat(chromium.focused()).isEqualTo(summary);
        assertThat(chromium.isOpen(summary)).isNotEqualTo(open);
    }

    @Test
    void aScreenReaderHearsNewsAndNothingElse() {
        chromium.awaitText("#status", "Live");
        chromium.run(
                "window.said = []; new MutationObserver(() => said.push(document.getElementById('status').textContent))"
                        + ".observe(document.getElementById('status'), { childList: true, characterData: true, subtree: true })");
        awaitTwoUpdates();
        assertThat(chromium.run("return window.said")).isEqualTo(List.of());

        chromium.run("document.querySelector('.headline').textContent = 'All is well'; window.said = []");
        WebElement status = chromium.find("#status");
        assertThat(status.getAttribute("role")).isEqualTo("status");
        assertThat(status.getAriaRole()).isEqualTo("status");
        assertThat(chromium.find("#pause").getAccessibleName()).isEqualTo("Pause");
        assertThat(chromium.find("main").getAriaRole()).isEqualTo("main");
        assertThat(chromium.all("caption").size())
                .isEqualTo(chromium.all("table").size());
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 400", "dark, 400"})
    void axeFindsNothing(String colours, int width) throws IOException {
        chromium.colours(colours);
        chromium.resize(width, 1000);
        openDashboard();
        assertThat(Axe.violations(chromium)).isEmpty();

        chromium.open(application.dashboard() + "/" + application.target());
        assertThat(Axe.violations(chromium)).isEmpty();
    }

    @Test
    void itIsDarkWhereTheSystemIs() {
        assertThat(brightness("html")).isGreaterThan(200);
        assertThat(chromium.run("return getComputedStyle(document.querySelector('.scroll')).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");

        chromium.colours("dark");
        assertThat(brightness("html")).isLessThan(60);
    }

    private static long brightness(String selector) {
        String colour = (String)
                chromium.run("return getComputedStyle(document.querySelector(arguments[0])).backgroundColor", selector);
        return Long.parseLong(colour.replaceAll("rgb\\((\\d+),.*", "$1"));
    }

    @Test
    void onATelephoneNothingSticksOut() {
        chromium.resize(400, 800);
        openDashboard();

        assertThat((Long) chromium.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo((Long) chromium.run("return document.documentElement.clientWidth"));
    }

    @Test
    void whatIsHostileIsText() {
        chromium.open(application.dashboard() + "/%3Cimg%20src=x%20onerror=window.hacked=1%3E\"'%3Cscript%3Ehacked=1");

        assertThat(chromium.text("h2"))
                .isEqualTo("Nothing is known of <img src=x onerror=window.hacked=1>\"'<script>hacked=1");
        assertThat(chromium.run("return typeof window.hacked")).isEqualTo("undefined");
        assertThat(chromium.all("img")).isEmpty();
    }

    @Test
    void whatIsNotOfThePageCannotRun() {
        chromium.run("const script = document.createElement('script'); script.textContent = 'window.hacked = 1';"
                + "document.body.append(script); document.body.style.setProperty('--x', '1');"
                + "document.body.setAttribute('onclick', 'window.hacked = 2'); document.body.click()");

        assertThat(chromium.run("return typeof window.hacked")).isEqualTo("undefined");
        assertThat(chromium.complaints()).anyMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void theConsoleHasNothingToSay() {
        chromium.complaints();
        openDashboard();
        awaitTwoUpdates();

        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void itSaysWhenTheApplicationIsGone() throws IOException {
        try (RunningApplication other = new RunningApplication(RunningApplication.Kind.MVC)) {
            chromium.open(other.dashboard());
            chromium.awaitText("#status", "Live");
        }

        chromium.awaitText("#status", "No answer from the application, trying again");
        chromium.complaints();
    }
}
