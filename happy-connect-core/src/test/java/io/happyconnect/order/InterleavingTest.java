package io.happyconnect.order;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Candidates are written as their family and their number in the list: {@code 6a} is the first, an IPv6 address. */
class InterleavingTest {

    private record Tunnel(String name) implements DialableCandidate {
        @Override
        public AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return false;
        }

        @Override
        public boolean goesFirst() {
            return name.startsWith("t!");
        }

        @Override
        public Dial newDial() {
            throw new AssertionError("nobody dials here");
        }
    }

    /**
     * RFC 8305 §4: "Whichever address family is first in the list should be followed by an address of the other address
     * family".
     */
    @ParameterizedTest
    @CsvSource({
        "6a 6b 4c 4d, 6a 4c 6b 4d",
        "4a 4b 6c 6d, 4a 6c 4b 6d",
        "6a 6b 6c 4d, 6a 4d 6b 6c",
        "6a 4b 4c 4d, 6a 4b 4c 4d",
        "6a 4b 6c 4d, 6a 4b 6c 4d",
        "6a, 6a",
        "6a 6b, 6a 6b",
        "'', ''"
    })
    void familiesAlternateAndTheFirstInTheListGoesFirst(String sorted, String interleaved) {
        assertThat(interleave(null, 1, sorted)).isEqualTo(interleaved);
    }

    @ParameterizedTest
    @CsvSource({
        "6, 4a 4b 6c 6d, 6c 4a 6d 4b",
        "4, 6a 6b 4c 4d, 4c 6a 4d 6b",
        "6, 6a 6b 4c, 6a 4c 6b",
        "6, 4a 4b, 4a 4b",
        "4, 6a 6b, 6a 6b",
        "6, 4a 4b 4c 6d, 6d 4a 4b 4c"
    })
    void thePreferredFamilyGoesFirstIfItIsThere(int preferred, String sorted, String interleaved) {
        assertThat(interleave(preferred == 6 ? IPV6 : IPV4, 1, sorted)).isEqualTo(interleaved);
    }

    /** RFC 8305 §8: the First Address Family Count; "2 may be used to more aggressively favor a particular address family". */
    @ParameterizedTest
    @CsvSource({
        "1, 6a 6b 6c 4d 4e, 6a 4d 6b 4e 6c",
        "2, 6a 6b 6c 4d 4e, 6a 6b 4d 6c 4e",
        "3, 6a 6b 6c 4d 4e, 6a 6b 6c 4d 4e",
        "9, 6a 6b 6c 4d 4e, 6a 6b 6c 4d 4e",
        "2, 6a 4b 4c 4d, 6a 4b 4c 4d",
        "2, 6a 6b 6c 6d 4e, 6a 6b 4e 6c 6d"
    })
    void soManyOfTheFirstFamilyGoInARow(int count, String sorted, String interleaved) {
        assertThat(interleave(null, count, sorted)).isEqualTo(interleaved);
    }

    @ParameterizedTest
    @CsvSource({
        "6a 6b 4c 4d te tf, 6a 4c te 6b 4d tf",
        "ta tb 4c 6d 6e, ta 4c 6d tb 6e",
        "6a tb tc td 4e, 6a tb 4e tc td"
    })
    void candidatesWithoutAFamilyAlternateAsAGroupOfTheirOwn(String sorted, String interleaved) {
        assertThat(interleave(null, 1, sorted)).isEqualTo(interleaved);
    }

    @Test
    void candidatesWithoutAFamilyAreNotPreferredByHavingNoPreference() {
        assertThat(interleave(null, 1, "4a tb 4c")).isEqualTo("4a tb 4c");
        assertThat(interleave(IPV6, 1, "ta 4b 6c")).isEqualTo("6c ta 4b");
    }

    @Test
    void theCountIsAtLeast1() {
        assertThatThrownBy(() -> new Interleaving(IPV6, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firstAddressFamilyCount must be at least 1, but is 0");
        assertThat(Interleaving.DEFAULT_FIRST_ADDRESS_FAMILY_COUNT).isEqualTo(1);
    }

    @Test
    void theArgumentStaysAsItWas() {
        List<Candidate> argument = candidates("6a 6b 4c");

        new Interleaving(null, 1).apply(argument).clear();

        assertThat(text(argument)).isEqualTo("6a 6b 4c");
    }

    @Test
    void whereThereIsNothingToInterleaveTheResultIsTheArgument() {
        List<Candidate> argument = candidates("6a 6b");

        assertThat(new Interleaving(null, 1).apply(argument)).isSameAs(argument);
    }

    @Test
    void theOrderAsResolvedChangesNothing() {
        List<Candidate> candidates = candidates("6a 4b 6c");

        assertThat(AddressOrder.asResolved().sort(candidates)).isEqualTo(candidates);
    }

    @Test
    void whateverTheListNothingIsLostAndTheOrderInsideAFamilyIsKept() {
        Random random = new Random(8305);
        AddressFamily[] preferences = {null, IPV4, IPV6};
        for (int i = 0; i < 20_000; i++) {
            List<Candidate> sorted = randomList(random);
            AddressFamily preferred = preferences[random.nextInt(3)];
            int count = 1 + random.nextInt(4);
            List<Candidate> interleaved = new Interleaving(preferred, count).apply(sorted);

            String context = text(sorted) + " with " + preferred + " and " + count + " became " + text(interleaved);
            assertThat(interleaved).as(context).containsExactlyInAnyOrderElementsOf(sorted);
            for (AddressFamily family : preferences) {
                assertThat(of(family, interleaved)).as(context).isEqualTo(of(family, sorted));
            }
            if (!sorted.isEmpty()) {
                headIsOfTheFirstFamily(preferred, count, sorted, interleaved, context);
                nobodyIsRepeatedWhileAnotherFamilyIsLeft(count, interleaved, context);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "6a 4b t!c, t!c 6a 4b",
        "4a 4b 6c t!d t!e tf, t!d t!e 6c 4a tf 4b",
        "t!b t!a, t!b t!a",
        "6a t!b 6c, t!b 6a 6c"
    })
    void whatGoesFirstIsAheadOfThePreferredFamilyInItsOrder(String sorted, String interleaved) {
        assertThat(interleave(IPV6, 1, sorted)).isEqualTo(interleaved);
    }

    private static void headIsOfTheFirstFamily(
            AddressFamily preferred, int count, List<Candidate> sorted, List<Candidate> interleaved, String context) {
        boolean isThere = preferred != null && !of(preferred, sorted).isEmpty();
        AddressFamily first = isThere ? preferred : sorted.get(0).family();
        int head = Math.min(count, of(first, sorted).size());
        assertThat(interleaved.subList(0, head))
                .as(context)
                .isEqualTo(of(first, sorted).subList(0, head));
    }

    private static void nobodyIsRepeatedWhileAnotherFamilyIsLeft(int count, List<Candidate> list, String context) {
        for (int i = count; i + 1 < list.size(); i++) {
            AddressFamily family = list.get(i).family();
            if (list.get(i + 1).family() == family) {
                assertThat(list.subList(i + 1, list.size())).as(context).allMatch(later -> later.family() == family);
            }
        }
    }

    private static List<Candidate> of(AddressFamily family, List<Candidate> candidates) {
        return candidates.stream().filter(each -> each.family() == family).toList();
    }

    private static List<Candidate> randomList(Random random) {
        StringBuilder names = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            names.append("46t".charAt(random.nextInt(random.nextBoolean() ? 2 : 3)))
                    .append((char) ('a' + i))
                    .append(' ');
        }
        return candidates(names.toString().trim());
    }

    private static String interleave(AddressFamily preferred, int count, String sorted) {
        return text(new Interleaving(preferred, count).apply(candidates(sorted)));
    }

    private static List<Candidate> candidates(String names) {
        List<Candidate> candidates = new ArrayList<>();
        for (String name : names.split(" ")) {
            if (!name.isEmpty()) {
                candidates.add(name.startsWith("t") ? new Tunnel(name) : address(name));
            }
        }
        return candidates;
    }

    private static Candidate address(String name) {
        int letter = name.charAt(1) - 'a' + 1;
        try {
            return new AddressCandidate(
                    InetAddress.getByName(name.startsWith("4") ? "192.0.2." + letter : "2001:db8::" + letter), 443);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(List<Candidate> candidates) {
        return String.join(" ", candidates.stream().map(InterleavingTest::name).toList());
    }

    private static String name(Candidate candidate) {
        if (candidate instanceof AddressCandidate address) {
            byte[] bytes = address.address().getAddress();
            String family = Objects.equals(address.family(), IPV4) ? "4" : "6";
            return family + (char) ('a' + bytes[bytes.length - 1] - 1);
        }
        return ((Tunnel) candidate).name();
    }
}
