package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.IPV4;
import static io.happyconnect.resolve.StubPlatform.IPV6;
import static io.happyconnect.resolve.StubPlatform.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticHostsTest {

    private static List<String> words(StaticHosts hosts, String host, int port) {
        var answers = new RecordedAnswers();
        hosts.resolve(Target.of(host, port), answers).cancel();
        return answers.words();
    }

    @Test
    void aKnownNameIsAnsweredAtOnceInTheGivenOrder() {
        var hosts = StaticHosts.of(Map.of("db.example.com", List.of(IPV4, IPV6, address("192.0.2.2"))));
        assertThat(words(hosts, "db.example.com", 5432))
                .containsExactly("found [192.0.2.1:5432, [2001:db8::1]:5432, 192.0.2.2:5432]", "done");
    }

    @Test
    void anUnknownNameIsDoneWithNothing() {
        var hosts = StaticHosts.of(Map.of("db.example.com", List.of(IPV4)));
        assertThat(words(hosts, "example.com", 443)).containsExactly("done");
        assertThat(words(StaticHosts.of(Map.of()), "example.com", 443)).containsExactly("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.example.com", "DB.Example.COM", "db.example.com."})
    void caseAndTrailingDotDoNotCount(String spelling) {
        var table = StaticHosts.of(Map.of(spelling, List.of(IPV4)));
        assertThat(words(table, "db.example.com", 443)).hasSize(2);
        var hosts = StaticHosts.of(Map.of("db.example.com", List.of(IPV4)));
        assertThat(words(hosts, spelling, 443)).hasSize(2);
    }

    @Test
    void anInternationalizedNameIsItsPunycode() {
        var hosts = StaticHosts.ofLiterals(Map.of("bücher.example", List.of("192.0.2.1")));
        assertThat(words(hosts, "xn--bcher-kva.example", 443)).hasSize(2);
    }

    @Test
    void literalsAreTakenAsPeopleWriteThem() {
        var hosts = StaticHosts.ofLiterals(
                Map.of("db.example.com", List.of("2001:db8::1", "192.0.2.1", "[2001:db8::2]", "fe80::1%7")));
        assertThat(words(hosts, "db.example.com", 1))
                .containsExactly("found [[2001:db8::1]:1, 192.0.2.1:1, [2001:db8::2]:1, [fe80::1%7]:1]", "done");
    }

    @Test
    void anAddressCarriesTheNameSoThatAskingForItLooksNothingUp() throws Exception {
        var scoped = Inet6Address.getByAddress(null, address("fe80::1").getAddress(), 7);
        var hosts = StaticHosts.of(Map.of("DB.example.com", List.of(IPV4, IPV6, scoped)));
        var found = new ArrayList<InetAddress>();
        hosts.resolve(Target.of("db.example.com", 443), new RecordedAnswers() {
            @Override
            public void found(List<? extends Candidate> candidates) {
                candidates.forEach(candidate -> found.add(((AddressCandidate) candidate).address()));
            }
        });
        assertThat(found)
                .extracting(InetAddress::toString)
                .containsExactly(
                        "db.example.com/192.0.2.1",
                        "db.example.com/2001:db8:0:0:0:0:0:1",
                        "db.example.com/fe80:0:0:0:0:0:0:1%7");
    }

    @Test
    void theTableDoesNotChangeWithTheMapItCameFrom() {
        var addresses = new ArrayList<InetAddress>(List.of(IPV4));
        var map = new LinkedHashMap<String, List<InetAddress>>();
        map.put("db.example.com", addresses);
        var hosts = StaticHosts.of(map);
        addresses.add(IPV6);
        map.clear();
        assertThat(words(hosts, "db.example.com", 443)).containsExactly("found [192.0.2.1:443]", "done");
    }

    @Test
    void aNameThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticHosts.of(Map.of("no blanks.example.com", List.of(IPV4))))
                .withMessageContaining("host")
                .withMessageContaining("no blanks.example.com");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticHosts.ofLiterals(Map.of("", List.of("192.0.2.1"))))
                .withMessageContaining("host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.9", "2001:db8::9", "[2001:db8::9]"})
    void anAddressIsNoNameForAddresses(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticHosts.of(Map.of(host, List.of(IPV4))))
                .withMessage(
                        "host '%s' is an address: allowed are names, which stand for addresses",
                        host.replace("[", "").replace("]", ""));
    }

    @Test
    void aNameThatIsNoLiteralIsNeverLookedUp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticHosts.ofLiterals(Map.of("db.example.com", List.of("192.0.2.1", "localhost"))))
                .withMessage("addresses of host 'db.example.com': 'localhost' is a name:"
                        + " allowed are addresses like 192.0.2.1 or 2001:db8::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::1::2", "192.0.2.1:443", "192.0.2.256", "", "127.1"})
    void whatIsNoAddressIsRefusedWithTheHostItWasFor(String literal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticHosts.ofLiterals(Map.of("db.example.com", List.of(literal))))
                .withMessageStartingWith("addresses of host 'db.example.com': ")
                .withMessageContaining(literal);
    }

    @Test
    void aScopeThatThisMachineDoesNotHaveIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticHosts.ofLiterals(Map.of("db.example.com", List.of("fe80::1%nosuchif"))))
                .withMessageContaining("db.example.com")
                .withMessageContaining("nosuchif");
    }

    @Test
    void aNameWithoutAddressesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaticHosts.of(Map.of("db.example.com", List.<InetAddress>of())))
                .withMessage("host 'db.example.com' has no addresses: give at least one");
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> StaticHosts.of(Map.of("db.example.com", List.of(IPV4), "DB.example.com.", List.of(IPV6))))
                .withMessage("host 'db.example.com' is there twice: put all its addresses in one list");
    }
}
