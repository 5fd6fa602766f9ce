package io.happyconnect.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.browser.RunningApplication.Kind;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dashboard on every kind of web application, as far as it can differ. */
@NeedsChromium
class DashboardEverywhereTest {

    private static Chromium chromium;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    // The page of the test before still asks its application, which has gone.
    @BeforeEach
    void leaveWhatWasOpen() {
        chromium.open("about:blank");
        chromium.complaints();
    }

    private static void signIn() {
        assertThat(chromium.driver().getCurrentUrl()).contains("/login");
        chromium.find("[name=username]").sendKeys(RunningApplication.USER);
        chromium.find("[name=password]").sendKeys(RunningApplication.PASSWORD);
        chromium.find("[type=submit]").click();
    }

    @ParameterizedTest
    @EnumSource
    void itShowsWhatIsBadStaysLiveAndLeadsToOneTargetAndBack(Kind kind) throws IOException {
        try (RunningApplication application = new RunningApplication(kind)) {
            application.race();
            chromium.open(application.dashboard());
            if (kind.isSecured()) {
                signIn();
                chromium.complaints(); // Those about the login page are not ours.
            }

            chromium.awaitText(".headline", "2 addresses fail since");
            assertThat(chromium.all("#races details")).hasSize(1);

            application.race();
            chromium.awaitText("#totals", "connected\n2");
            assertThat(chromium.all("#races details")).hasSize(2);

            chromium.find("#verdict td a").click();
            chromium.awaitText(".subject", application.target());
            assertThat(chromium.all("#races details")).hasSize(2);
            chromium.find("nav a").click();
            chromium.awaitText("#families", "IPv4");
            assertThat(chromium.driver().getCurrentUrl()).startsWith(application.dashboard());

            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MVC_WITH_SECURITY")
    void whoIsSignedOutIsTold(Kind kind) throws IOException {
        try (RunningApplication application = new RunningApplication(kind)) {
            chromium.open(application.dashboard());
            signIn();
            chromium.awaitText("#status", "Live");

            chromium.driver().manage().deleteAllCookies();

            chromium.awaitText("#status", "No longer live: reload the page, you may have to sign in again");
            assertThat(chromium.text(".headline")).isEqualTo("No races yet");
        }
    }
}
