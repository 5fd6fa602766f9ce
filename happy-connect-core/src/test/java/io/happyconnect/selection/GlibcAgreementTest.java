package io.happyconnect.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random names of a hosts file in network namespaces, sorted by the system's getaddrinfo and by us. Left out is where glibc
 * goes beyond RFC 6724 or beyond us: a second IPv6 address or any IPv4 address inside the subnet of the source;
 * and tables that give both families one precedence, for which its comparator is not transitive.
 */
class GlibcAgreementTest {

    private static final int NAMES = 300;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2001:db8:1::1/64, 10.0.0.1/24 | ''",
                "fd11:1111:1111:1::1/64, 10.0.0.1/24 | ''",
                "2001:db8:1::1/64, fd11:1111:1111:1::1/64, 10.0.0.1/24, 169.254.7.7/16 | ''",
                "2001:db8:1::1/64 preferred_lft 0, fd11:1111:1111:1::1/64, 192.0.2.1/25 | ''",
                "2002:c633:6401::1/64, 198.18.0.1/24 | ''",
                "2001:0:53aa::1/64, 2001:db8:1::1/64, 10.0.0.1/8 | ''",
                "fec0::1/64, 10.0.0.1/24 | ''",
                "2001:db8:1::1/64 | ''",
                "10.0.0.1/24 | ''",
                "2001:db8:1::1/64, 10.0.0.1/24 | precedence ::ffff:0:0/96 100",
                "2001:db8:1::1/64, fd11:1111:1111:1::1/64, 10.0.0.1/24 | precedence ::1/128 50; precedence ::/0 40; "
                        + "precedence ::ffff:0:0/96 35; precedence 2002::/16 30; precedence 2001::/32 5; precedence fc00::/7 3; "
                        + "precedence ::/96 1; precedence fec0::/10 1; precedence 3ffe::/16 1; label ::1/128 0; label ::/0 1; "
                        + "label ::ffff:0:0/96 4; label 2002::/16 2; label 2001::/32 5; label fc00::/7 13; label ::/96 3; "
                        + "label fec0::/10 11; label 3ffe::/16 12",
                "2001:db8:1::1/64, fd11:1111:1111:1::1/64, 10.0.0.1/24 | label fd11:1111:1111::/48 14; precedence fd11:1111:1111::/48 45; "
                        + "scopev4 10.0.0.0/8 5; scopev4 ::ffff:198.51.100.0/120 2; precedence x; label ::/0",
                "2001:db8:1::1/64, 10.0.0.1/24 | precedence ::/0 40; precedence ::ffff:0:0/96 39; precedence ::ffff:198.51.100.0/120 99; label 2001:db8:5::/48 7"
            })
    void weSortAsGetaddrinfoDoes(String addresses, String gaiConf) throws IOException {
        Random random = new Random(addresses.hashCode() * 31L + gaiConf.hashCode());
        List<List<String>> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            names.add(randomAddresses(random));
        }
        Path hosts = Files.writeString(directory.resolve("hosts"), hosts(names));
        Path conf = Files.writeString(directory.resolve("gai.conf"), gaiConf.replace("; ", "\n") + "\n");
        Path nsswitch = Files.writeString(directory.resolve("nsswitch.conf"), "hosts: files\n");
        List<String> overlaid =
                List.of(hosts + " /etc/hosts", conf + " /etc/gai.conf", nsswitch + " /etc/nsswitch.conf");
        try (NetworkNamespace host = NetworkNamespace.open(setUp(addresses))) {
            List<String> lines = host.java(SortLines.class, questions(names), overlaid, "gai-conf")
                    .lines()
                    .toList();

            assertThat(lines).hasSize(2 * NAMES);
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < NAMES; i++) {
                if (!lines.get(2 * i).equals(lines.get(2 * i + 1))) {
                    differences.add("getaddrinfo: " + lines.get(2 * i) + "\nwe:          " + lines.get(2 * i + 1));
                }
            }
            assertThat(differences).as("of %d lists", NAMES).isEmpty();
        }
    }

    private static String[] setUp(String addresses) {
        List<String> commands = new ArrayList<>();
        for (String address : addresses.split(", ", -1)) {
            String family = address.indexOf(':') < 0 ? "" : "-6 ";
            commands.add(family + "addr add " + address.replaceFirst("( |$)", " dev eth0$1")
                    + (family.isEmpty() ? "" : " nodad"));
            String route = family + "route add default dev eth0";
            if (!commands.contains(route)) {
                commands.add(route);
            }
        }
        return commands.toArray(String[]::new);
    }

    private static String hosts(List<List<String>> names) {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        for (int i = 0; i < names.size(); i++) {
            for (String address : names.get(i)) {
                hosts.append(address).append(" n").append(i).append(".test\n");
            }
        }
        return hosts.toString();
    }

    /** Each name, and its addresses in the order in which getaddrinfo finds them: IPv6, then IPv4. */
    private static String questions(List<List<String>> names) {
        StringBuilder questions = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            List<String> found = new ArrayList<>(names.get(i));
            found.sort((a, b) -> Boolean.compare(a.indexOf(':') < 0, b.indexOf(':') < 0));
            questions
                    .append("n")
                    .append(i)
                    .append(".test\n")
                    .append(String.join(" ", found))
                    .append('\n');
        }
        return questions.toString();
    }

    private static List<String> randomAddresses(Random random) {
        String[] ipv6 = {
            "2001:db8:%x::%x",
            "2001:db8:1:%x::%x",
            "2001:%x:%x::1",
            "fd11:1111:1111:%x::%x",
            "fd%02x:2222:%x::1",
            "2002:%x:%x::1",
            "2001:0:%x:%x::1",
            "fec0:0:0:%x::%x",
            "3ffe:%x::%x",
            "2600:%x:%x::1",
            "64:ff9b::%x:%x"
        };
        String[] ipv4 = {"203.0.%d.%d", "198.51.100.%2$d", "172.16.%d.%d", "11.%d.%d.1", "192.88.%d.%d"};
        Set<String> addresses = new LinkedHashSet<>();
        for (int left = 2 + random.nextInt(7); left > 0; left--) {
            if (random.nextInt(3) > 0) {
                addresses.add(String.format(
                        ipv6[random.nextInt(ipv6.length)], 2 + random.nextInt(250), 2 + random.nextInt(250)));
            } else {
                addresses.add(String.format(
                        ipv4[random.nextInt(ipv4.length)], 2 + random.nextInt(250), 2 + random.nextInt(250)));
            }
        }
        if (random.nextInt(4) == 0) {
            addresses.add("2001:db8:1::77");
        }
        if (random.nextInt(8) == 0) {
            addresses.add(random.nextBoolean() ? "::1" : "127.0.0.9");
        }
        if (random.nextInt(8) == 0) {
            addresses.add("169.254.9.9");
        }
        return new ArrayList<>(addresses);
    }
}
