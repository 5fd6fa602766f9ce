package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any text, tried on text that is nearly right. Seeded: a failure comes back. */
class TargetPropertyTest {

    private static final String[] PIECES = {
        "example", "com", ".", ".", "..", ":", ":", "::", "[", "]", "[2001:db8::1]", "2001:db8", "fe80::1", "%",
                "%eth0",
        "%1", "192.0.2.1", "127", "0x7f", "443", "0", "65535", "65536", "https", "imaps", "htps", "-", "_", "bücher",
                "ß",
        "xn--", "A", "1", "f", "ffff", "@", "/", "://", " ", "\r\n", "\u0000", "\u007f", "\u0085", "\u202e", "\u2028",
        "\u200b", "\u3002", "\uff11", "\u2100", "\ud800", "\udc00", "\ud83d\ude00", "\ue000", "a".repeat(63), "\u00ad"
    };

    @Test
    void anyTextIsATargetOrRefusedInOneCleanLine() {
        var random = new Random(8305);
        int parsed = 0;
        for (int i = 0; i < 40_000; i++) {
            String text = randomText(random);
            try {
                Target target = Target.parse(text);
                parsed++;
                assertCanonical(target);
            } catch (IllegalArgumentException refused) {
                assertClean(refused.getMessage());
            }
        }
        assertThat(parsed).isBetween(2_000, 38_000);
    }

    @Test
    void anyTextIsAHostOrRefusedInOneCleanLine() {
        var random = new Random(6555);
        int accepted = 0;
        for (int i = 0; i < 40_000; i++) {
            String text = randomText(random);
            try {
                Target target = Target.of(text, 443);
                accepted++;
                assertCanonical(target);
            } catch (IllegalArgumentException refused) {
                assertClean(refused.getMessage());
            }
        }
        assertThat(accepted).isBetween(2_000, 38_000);
    }

    @Test
    void theShortWayAndTheLongWayAgree() {
        var random = new Random(1035);
        int canonical = 0;
        for (int i = 0; i < 200_000; i++) {
            String name = randomName(random);
            if (HostName.isCanonical(name)) {
                canonical++;
                Host host = Host.parse(name);
                assertThat(host).as(name).isEqualTo(new Host(name, false, null));
            }
        }
        assertThat(canonical).isBetween(10_000, 190_000);
    }

    private static void assertCanonical(Target target) {
        String text = target.toString();
        Target again = Target.parse(text);

        assertThat(again).isEqualTo(target).hasSameHashCodeAs(target).hasToString(text);
        assertThat(again.isLiteral()).isEqualTo(target.isLiteral());
        assertThat(Target.of(target.host(), target.port()).host()).isEqualTo(target.host());
        assertThat(target.host()).matches("[-a-zA-Z0-9_.:%~]+");
        assertClean(text);
    }

    private static void assertClean(String line) {
        if (line.length() >= 700 || !line.codePoints().allMatch(Refusal::prints)) {
            fail("not one clean line: " + line);
        }
    }

    private static String randomText(Random random) {
        if (random.nextInt(4) == 0) {
            return randomName(random) + ":" + (random.nextBoolean() ? "https" : random.nextInt(66_000));
        }
        var text = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            text.append(
                    random.nextInt(20) == 0
                            ? Character.toString(random.nextInt(0x10000))
                            : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String randomName(Random random) {
        String alphabet = "abcxyz0189-_..";
        var name = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            name.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return name.toString();
    }

    /** Of a whole connect that costs microseconds, the target is to cost one small object: header, three references, port. */
    @Test
    void aCanonicalNameCostsOneObject() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var kept = new Target[100_000];
        String[] hosts = {"example.com", "www.example.org", "db"};
        Target.of(hosts[0], 443);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = Target.of(hosts[i % 3], 443);
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / kept.length;

        assertThat(each).isBetween(16L, 40L);
        assertThat(kept[1].host()).isSameAs(hosts[1]);
    }
}
