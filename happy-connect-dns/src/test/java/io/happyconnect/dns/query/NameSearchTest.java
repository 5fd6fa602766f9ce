package io.happyconnect.dns.query;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.files.ResolvConf;
import io.happyconnect.dns.files.Surroundings;
import io.happyconnect.dns.observe.LookupOutcome;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameSearchTest {

    private static final Result FOUND = Result.found(List.of(InetAddress.getLoopbackAddress()), 60);
    private static final Result NONE = Result.negative(LookupOutcome.NO_ADDRESSES, 60);
    private static final Result NO_NAME = Result.negative(LookupOutcome.NO_SUCH_NAME, 60);
    private static final Result FAILED = Result.failed(LookupOutcome.SERVER_FAILURE, "SERVFAIL");

    private static NameSearch search(String... names) {
        return new NameSearch(List.of(names), List.of(IPV6, IPV4), List.of(), false);
    }

    private static Question q(String name, AddressFamily family) {
        return new Question(name, family);
    }

    private static List<String> told(NameSearch search, String name, AddressFamily family, Result result) {
        return search.answered(q(name, family), result).stream()
                .map(word ->
                        word.family() + " " + word.name() + " " + word.result().outcome()
                                + (word.result().detail().isEmpty()
                                        ? ""
                                        : " " + word.result().detail()))
                .toList();
    }

    @Test
    void theOnlyNameIsAskedForInBothFamiliesAaaaFirst() {
        NameSearch search = search("a");

        assertThat(search.questions()).containsExactly(q("a", IPV6), q("a", IPV4));
        assertThat(search.questions()).isEmpty();
    }

    @Test
    void ofTheOnlyNameEverythingIsToldAtOnce() {
        NameSearch search = search("a");

        assertThat(told(search, "a", IPV6, NONE)).containsExactly("IPv6 a no_addresses");
        assertThat(search.isOver()).isFalse();
        assertThat(told(search, "a", IPV4, FAILED)).containsExactly("IPv4 a server_failure SERVFAIL");
        assertThat(search.isOver()).isTrue();
    }

    @Test
    void aNameThatDoesNotExistHasNeitherFamily() {
        NameSearch search = search("a");

        assertThat(told(search, "a", IPV4, NO_NAME)).isEmpty();
        assertThat(told(search, "a", IPV6, NO_NAME)).containsExactly("IPv6 a no_such_name", "IPv4 a no_such_name");
    }

    @Test
    void aNameThatExistsInOneFamilyExists() {
        for (AddressFamily family : AddressFamily.values()) {
            AddressFamily other = family == IPV4 ? IPV6 : IPV4;
            NameSearch search = search("a");

            assertThat(told(search, "a", other, NO_NAME)).isEmpty();
            assertThat(told(search, "a", family, FOUND))
                    .containsExactlyInAnyOrder(family + " a addresses", other + " a no_addresses");
            assertThat(search.isOver()).isTrue();
        }
    }

    @Test
    void whatSomebodyDoesNotKnowDoesNotMakeANameMissing() {
        NameSearch search = search("a");
        told(search, "a", IPV6, NO_NAME);
        assertThat(told(search, "a", IPV4, FAILED))
                .containsExactly("IPv6 a no_addresses", "IPv4 a server_failure SERVFAIL");

        NameSearch empty = search("a");
        told(empty, "a", IPV6, NO_NAME);
        assertThat(told(empty, "a", IPV4, NONE)).containsExactly("IPv6 a no_addresses", "IPv4 a no_addresses");
    }

    @Test
    void aNameOfTheSearchListThatExistsInOneFamilyIsTheOne() {
        NameSearch search = search("a.x", "a");
        told(search, "a.x", IPV6, NO_NAME);
        told(search, "a", IPV6, FOUND);

        assertThat(told(search, "a.x", IPV4, FOUND)).containsExactly("IPv6 a.x no_addresses", "IPv4 a.x addresses");
    }

    @Test
    void silenceAndWhatCannotBeAskedEndTheSearch() {
        for (LookupOutcome outcome :
                List.of(LookupOutcome.TIMED_OUT, LookupOutcome.UNREACHABLE, LookupOutcome.CANCELLED)) {
            NameSearch search = search("a.x", "a");
            search.questions();
            Result silence = Result.failed(outcome, "silence");

            assertThat(told(search, "a.x", IPV6, silence)).containsExactly("IPv6 a.x " + outcome + " silence");
            assertThat(told(search, "a.x", IPV4, silence)).containsExactly("IPv4 a.x " + outcome + " silence");
            assertThat(search.questions()).isEmpty();
            assertThat(search.isOver()).isTrue();
        }
    }

    @Test
    void anErrorIsPassedOverWhereALaterNameIsFound() {
        NameSearch search = search("a.x", "a");
        told(search, "a.x", IPV6, FAILED);
        told(search, "a.x", IPV4, FAILED);

        assertThat(told(search, "a", IPV4, FOUND)).containsExactly("IPv4 a addresses");
    }

    @Test
    void theFirstOfSeveralIsAskedForAloneAndTheRestTogether() {
        NameSearch search = search("a.x", "a.y", "a");

        assertThat(search.questions()).containsExactly(q("a.x", IPV6), q("a.x", IPV4));
        assertThat(told(search, "a.x", IPV6, NO_NAME)).isEmpty();
        assertThat(search.questions()).containsExactly(q("a.y", IPV6), q("a.y", IPV4), q("a", IPV6), q("a", IPV4));
    }

    @Test
    void aLaterNameWaitsForAnEarlierOne() {
        NameSearch search = search("a.x", "a.y", "a");
        told(search, "a.x", IPV6, NO_NAME);
        told(search, "a.x", IPV4, NO_NAME);
        search.questions();

        assertThat(told(search, "a", IPV6, FOUND)).isEmpty();
        assertThat(told(search, "a.y", IPV4, FOUND)).containsExactly("IPv4 a.y addresses");
        assertThat(told(search, "a.y", IPV6, NONE)).containsExactly("IPv6 a.y no_addresses");
        assertThat(search.isOver()).isTrue();
        assertThat(search.questions()).isEmpty();
    }

    @Test
    void aNameWithoutAddressesInOneFamilyIsUndecidedUntilTheOther() {
        NameSearch search = search("a.x", "a");

        assertThat(told(search, "a.x", IPV6, NONE)).isEmpty();
        assertThat(search.questions()).hasSize(2);
        assertThat(search.questions()).isEmpty();
        assertThat(told(search, "a.x", IPV4, FOUND)).containsExactly("IPv6 a.x no_addresses", "IPv4 a.x addresses");
    }

    @Test
    void whatWasTriedIsInTheLastFailure() {
        NameSearch search = search("a.x", "a.y", "a");
        told(search, "a.x", IPV6, NO_NAME);
        told(search, "a.x", IPV4, NO_NAME);
        told(search, "a.y", IPV6, FAILED);
        told(search, "a.y", IPV4, FAILED);

        told(search, "a", IPV6, NO_NAME);
        assertThat(told(search, "a", IPV4, NO_NAME))
                .containsExactly(
                        "IPv6 a server_failure a not found, a.x not found, a.y failed: SERVFAIL",
                        "IPv4 a server_failure a not found, a.x not found, a.y failed: SERVFAIL");
    }

    @Test
    void aFamilyWithoutARouteIsNotAskedForWhereTheOtherHasAddresses() {
        var search = new NameSearch(List.of("a"), List.of(IPV4), List.of(IPV6), false);

        assertThat(search.questions()).containsExactly(q("a", IPV4));
        assertThat(told(search, "a", IPV4, FOUND)).containsExactly("IPv6 a no_addresses", "IPv4 a addresses");
        assertThat(search.questions()).isEmpty();
        assertThat(search.isOver()).isTrue();
    }

    @Test
    void aFamilyWithoutARouteIsAskedForWhereTheOtherHasNone() {
        var search = new NameSearch(List.of("a"), List.of(IPV6), List.of(IPV4), false);
        search.questions();

        assertThat(told(search, "a", IPV6, NONE)).containsExactly("IPv6 a no_addresses");
        assertThat(search.questions()).containsExactly(q("a", IPV4));
        assertThat(told(search, "a", IPV4, FOUND)).containsExactly("IPv4 a addresses");
        assertThat(search.isOver()).isTrue();
    }

    @Test
    void aFamilyWithoutARouteIsNotAskedForWhereTheNameFails() {
        for (Result failed : List.of(NO_NAME, FAILED)) {
            var search = new NameSearch(List.of("a"), List.of(IPV4), List.of(IPV6), false);
            search.questions();

            assertThat(told(search, "a", IPV4, failed)).hasSize(2);
            assertThat(search.questions()).isEmpty();
            assertThat(search.isOver()).isTrue();
        }
    }

    @Test
    void oneAtATimeWaitsForTheFirstFamily() {
        var search = new NameSearch(List.of("a"), List.of(IPV6, IPV4), List.of(), true);

        assertThat(search.questions()).containsExactly(q("a", IPV6));
        assertThat(search.questions()).isEmpty();
        told(search, "a", IPV6, FOUND);
        assertThat(search.questions()).containsExactly(q("a", IPV4));
    }

    @Test
    void dotsDecideWhetherANameIsTriedAsItIsFirst() {
        ResolvConf conf = ResolvConf.parse("search x y\noptions ndots:2", Surroundings.NONE);

        assertThat(SearchNames.of("a", false, conf)).containsExactly("a.x", "a.y", "a");
        assertThat(SearchNames.of("a.b", false, conf)).containsExactly("a.b.x", "a.b.y", "a.b");
        assertThat(SearchNames.of("a.b.c", false, conf)).containsExactly("a.b.c", "a.b.c.x", "a.b.c.y");
        assertThat(SearchNames.of("a", true, conf)).containsExactly("a");
    }

    @Test
    void aSingleLabelMayBeKeptFromTheRoot() {
        ResolvConf conf = ResolvConf.parse("search x\noptions no-tld-query", Surroundings.NONE);

        assertThat(SearchNames.of("a", false, conf)).containsExactly("a.x");
        assertThat(SearchNames.of("a.b", false, conf)).containsExactly("a.b", "a.b.x");
        assertThat(SearchNames.of("a", false, ResolvConf.parse("options no-tld-query", Surroundings.NONE)))
                .containsExactly("a");
    }

    @Test
    void aNameThatWouldBeTooLongIsLeftOut() {
        String label = "l".repeat(63);
        String domain = String.join(".", label, label, label);
        ResolvConf conf = ResolvConf.parse("search " + domain + " x", Surroundings.NONE);

        assertThat(SearchNames.of(label, false, conf)).containsExactly(label + ".x", label);
    }
}
