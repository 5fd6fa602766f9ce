package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNamesTest {

    private static final String ALLOWED =
            ": allowed are names of the services database and port numbers from 1 to 65535";

    private final ServiceNames builtIn = ServiceNames.of("");

    @ParameterizedTest
    @CsvSource({
        "ssh, 22",
        "smtp, 25",
        "domain, 53",
        "domain-s, 853",
        "http, 80",
        "https, 443",
        "imap, 143",
        "imaps, 993",
        "ldap, 389",
        "ldaps, 636",
        "submission, 587",
        "submissions, 465",
        "postgresql, 5432",
        "mysql, 3306",
        "ms-sql-s, 1433",
        "redis, 6379",
        "mongodb, 27017",
        "amqp, 5672",
        "amqps, 5671",
        "mqtt, 1883",
        "secure-mqtt, 8883",
        "http-alt, 8080",
        "HTTPS, 443",
        "PostgreSQL, 5432"
    })
    void theNamesPeopleUseAreBuiltIn(String service, int port) {
        assertThat(builtIn.portOf(service)).isEqualTo(port);
    }

    @Test
    void theBuiltInNamesAreServiceNamesByRfc6335() {
        assertThat(BuiltInServices.PORTS).hasSizeGreaterThan(60);
        assertThat(BuiltInServices.PORTS.keySet())
                .allMatch(name -> name.matches("(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*") && name.length() <= 15);
    }

    @Test
    void theDatabaseComesFirstAndTheBuiltInNamesSecond() {
        ServiceNames names = ServiceNames.of("https 8443/tcp\nkafka 9092/tcp\nPostgres 5433/tcp pg");

        assertThat(names.portOf("https")).isEqualTo(8443);
        assertThat(names.portOf("kafka")).isEqualTo(9092);
        assertThat(names.portOf("PG")).isEqualTo(5433);
        assertThat(names.portOf("imaps")).isEqualTo(993);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "443, 443", "65535, 65535"})
    void aNumberIsAPort(String service, int port) {
        assertThat(builtIn.portOf(service)).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "+443", "0443", "00", "100000", "4294967739"})
    void aNumberOutOfRangeIsRefused(String service) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builtIn.portOf(service))
                .withMessage(
                        "service '" + service + "' is no port: allowed are 1 to 65535, without sign or leading zeros");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "htps       | https, ftps, http",
                "HTPS       | https, ftps, http",
                "postgres   | postgresql",
                "mongo      | mongodb",
                "memcached  | memcache",
                "imasp      | imap, imaps"
            })
    void anUnknownNameSuggestsTheNearest(String service, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builtIn.portOf(service))
                .withMessage("service '" + service + "' is not known (did you mean " + nearest + "?)" + ALLOWED);
    }

    @Test
    void namesOfTheDatabaseAreSuggestedToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceNames.of("kafka 9092/tcp").portOf("kafak"))
                .withMessage("service 'kafak' is not known (did you mean kafka?)" + ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "elasticsearch", "x", "443x", "٤٤٣", "ｈｔｔｐｓ"})
    void aNameLikeNoOtherIsRefusedWithoutSuggestion(String service) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builtIn.portOf(service))
                .withMessage("service '" + service + "' is not known" + ALLOWED);
    }

    @Test
    void onlyAsciiLettersHaveACase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builtIn.portOf("\u212aerberos"))
                .withMessageContaining("did you mean kerberos?");
    }

    @Test
    void anUnprintableNameIsEscapedAndAnEndlessOneCut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builtIn.portOf("https\r\nHost: x"))
                .withMessage("service 'https\\r\\nHost: x' is not known" + ALLOWED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builtIn.portOf("x".repeat(1_000_000)))
                .withMessage("service '" + "x".repeat(100) + "'... (1000000 characters) is not known" + ALLOWED);
    }

    @Test
    void nothingIsNoService() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builtIn.portOf(""))
                .withMessage("service is empty: allowed is a name like https or a port number");
        assertThatNullPointerException().isThrownBy(() -> builtIn.portOf(null)).withMessage("service");
    }

    @Test
    void theSystemKnowsAtLeastTheBuiltInNamesAndIsReadOnce() {
        assertThat(ServiceNames.system()).isSameAs(ServiceNames.system());
        assertThat(BuiltInServices.PORTS.keySet())
                .allMatch(name -> Port.isValid(ServiceNames.system().portOf(name)));
    }
}
