package io.happyconnect.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.happyconnect.name.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where aliases lead, and that each of them ends. */
class AliasesTest {

    private static List<String> ends(Map<String, List<String>> table, String target) {
        return ends(AliasTable.of(table), target);
    }

    private static List<String> ends(AliasLookup lookup, String target) {
        return AliasExpansion.of(Target.parse(target), lookup).ends().stream()
                .map(end -> String.join(" > ", end.names()) + " = " + end.target())
                .toList();
    }

    /** a0 stands for a1 and so on, for as many steps. */
    private static Map<String, List<String>> chain(int steps) {
        Map<String, List<String>> table = new HashMap<>();
        IntStream.range(0, steps).forEach(i -> table.put("a" + i, List.of("a" + (i + 1))));
        return table;
    }

    @Test
    void aNameThatIsNoAliasIsItself() {
        assertThat(ends(Map.of("db", List.of("db-1.example.com")), "other:80")).containsExactly("other = other:80");
    }

    @Test
    void onlyANameThatLeadsNowhereElseIsTheTargetItself() {
        AliasTable table = AliasTable.of(Map.of(
                "db", List.of("db-1.example.com"),
                "two", List.of("db-1.example.com", "db-2.example.com")));
        assertThat(isItself("other:80", table)).isTrue();
        assertThat(isItself("db:80", table)).isFalse();
        assertThat(isItself("two:80", table)).isFalse();
        assertThat(isItself("db:80", target -> List.of(Target.parse("db:81")))).isFalse();
        assertThat(isItself("db:80", target -> {
                    throw new IllegalStateException("no registry");
                }))
                .isFalse();
        // One good end and one that fails is not the name alone, even if the end is the name.
        assertThat(isItself("db:80", target -> target.port() == 80 ? List.of(target, Target.parse("x:1")) : List.of()))
                .isFalse();
    }

    private static boolean isItself(String target, AliasLookup lookup) {
        return AliasExpansion.of(Target.parse(target), lookup).isTheTargetItself();
    }

    @Test
    void theTargetsKeepTheirOrderAndTheirPorts() {
        assertThat(ends(
                        Map.of(
                                "db",
                                List.of(
                                        "db-1.example.com:5433",
                                        "db-2.example.com:postgresql",
                                        "db-3.example.com",
                                        "192.0.2.7",
                                        "192.0.2.8:1",
                                        "2001:db8::7",
                                        "[2001:db8::8]",
                                        "[2001:db8::9]:2",
                                        "::1",
                                        "[2001:db8::]:3",
                                        "unix:/run/db:1.sock")),
                        "db:9"))
                .containsExactly(
                        "db > db-1.example.com = db-1.example.com:5433",
                        "db > db-2.example.com = db-2.example.com:5432",
                        "db > db-3.example.com = db-3.example.com:9",
                        "db > 192.0.2.7 = 192.0.2.7:9",
                        "db > 192.0.2.8 = 192.0.2.8:1",
                        "db > 2001:db8::7 = [2001:db8::7]:9",
                        "db > 2001:db8::8 = [2001:db8::8]:9",
                        "db > 2001:db8::9 = [2001:db8::9]:2",
                        "db > ::1 = [::1]:9",
                        "db > 2001:db8:: = [2001:db8::]:3",
                        "db > unix:/run/db:1.sock = unix:/run/db:1.sock");
    }

    @Test
    void anAliasOfAnAliasIsFollowedInPlace() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("db", List.of("primary", "standby:5433"));
        table.put("primary", List.of("db-1.example.com", "db-2.example.com"));

        assertThat(ends(table, "db:5432"))
                .containsExactly(
                        "db > primary > db-1.example.com = db-1.example.com:5432",
                        "db > primary > db-2.example.com = db-2.example.com:5432",
                        "db > standby = standby:5433");
    }

    @Test
    void caseAndTrailingDotsMakeNoOtherName() {
        assertThat(ends(Map.of("DB.example.com.", List.of("db-1.EXAMPLE.com.")), "db.Example.com:5432"))
                .containsExactly("db.example.com > db-1.example.com = db-1.example.com.:5432");
    }

    @Test
    void whatIsReachedInTwoWaysIsTriedOnce() {
        Map<String, List<String>> table =
                Map.of("db", List.of("a", "b"), "a", List.of("c"), "b", List.of("c", "d"), "c", List.of("192.0.2.1"));

        assertThat(ends(table, "db:1")).containsExactly("db > a > c > 192.0.2.1 = 192.0.2.1:1", "db > b > d = d:1");
    }

    @Test
    void aTableWhoseWaysCrossManyTimesIsFollowedInNoTime() {
        Map<String, List<String>> table = new HashMap<>();
        IntStream.range(0, 7)
                .forEach(i -> table.put(
                        "a" + i,
                        List.of("a" + (i + 1), "a" + (i + 1) + ".", "a" + (i + 1) + ":1", "a" + (i + 1) + ":2")));

        assertThat(ends(table, "a0:1")).hasSizeBetween(2, 8);
    }

    @Test
    void anAliasThatIsItselfIsRefused() {
        refusesLoop(Map.of("db", List.of("db")), "db -> db");
    }

    @Test
    void anAliasThatIsItselfAtAnotherPortIsRefused() {
        refusesLoop(Map.of("db", List.of("db:5433")), "db -> db");
    }

    @Test
    void anAliasThatIsItselfInCapitalsIsRefused() {
        refusesLoop(Map.of("db.example.com", List.of("DB.Example.COM")), "db.example.com -> db.example.com");
    }

    @Test
    void anAliasThatIsItselfWithATrailingDotIsRefused() {
        refusesLoop(Map.of("db.example.com", List.of("db.example.com.")), "db.example.com -> db.example.com");
        refusesLoop(Map.of("db.example.com.", List.of("db.example.com")), "db.example.com -> db.example.com");
    }

    @Test
    void aLoopOfTwoIsRefused() {
        refusesLoop(Map.of("a", List.of("b"), "b", List.of("a")), "a -> b -> a");
    }

    @Test
    void aLoopBehindGoodTargetsIsRefused() {
        refusesLoop(
                Map.of("db", List.of("192.0.2.1", "a"), "a", List.of("good", "b."), "b", List.of("good", "A")),
                "a -> b -> a");
    }

    @Test
    void aLoopThatTheFirstNameIsNoPartOfIsRefused() {
        refusesLoop(Map.of("first", List.of("x"), "x", List.of("y"), "y", List.of("x")), "first -> x -> y -> x");
    }

    private static void refusesLoop(Map<String, List<String>> table, String loop) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Aliases.of(table))
                .withMessageContaining(loop + ": an alias that leads back to itself");
    }

    @Test
    void eightStepsAreFollowed() {
        assertThat(ends(chain(8), "a0:1")).containsExactly("a0 > a1 > a2 > a3 > a4 > a5 > a6 > a7 > a8 = a8:1");
    }

    @Test
    void nineStepsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Aliases.of(chain(9)))
                .withMessage("alias 'a0' cannot be: a0 -> a1 -> a2 -> a3 -> a4 -> a5 -> a6 -> a7 -> a8:"
                        + " more than 8 aliases in a row");
    }

    @Test
    void aLookupThatNeverEndsIsGivenUpAfterEightSteps() {
        List<Target> asked = new ArrayList<>();
        AliasLookup endless = target -> {
            asked.add(target);
            return List.of(Target.of("next-" + asked.size(), target.port()));
        };

        AliasExpansion expansion = AliasExpansion.of(Target.parse("first:1"), endless);

        assertThat(expansion.ends()).isEmpty();
        assertThat(expansion.failures()).singleElement().asString().endsWith("more than 8 aliases in a row");
        assertThat(asked).hasSize(9);
    }

    @Test
    void aLookupThatBringsEverMoreIsGivenUpAfterAHundredTargets() {
        AliasLookup flood = target -> IntStream.range(0, 10)
                .mapToObj(i -> Target.of(target.host() + "-" + i, target.port()))
                .toList();

        AliasExpansion expansion = AliasExpansion.of(Target.parse("first:1"), flood);

        assertThat(expansion.failures()).anyMatch(failure -> failure.endsWith("more than 100 targets"));
    }

    @Test
    void ninetyNineTargetsOfOneNameAreTakenAndAHundredAreNot() {
        AliasLookup wide = target -> target.host().startsWith("t")
                ? List.of()
                : IntStream.range(0, target.port())
                        .mapToObj(i -> Target.of("t" + i, 1))
                        .toList();

        assertThat(AliasExpansion.of(Target.of("all", 99), wide).failures()).isEmpty();
        assertThat(AliasExpansion.of(Target.of("all", 100), wide).failures()).hasSize(1);
        assertThat(AliasExpansion.of(Target.of("all", 100), wide).ends()).hasSize(99);
    }

    @Test
    void aLookupThatThrowsFailsAndTheOthersAreFollowed() {
        AliasLookup broken = target -> switch (target.host()) {
            case "db" -> List.of(Target.parse("bad:1"), Target.parse("good:1"));
            case "bad" -> throw new IllegalStateException("no registry");
            default -> List.of();
        };

        AliasExpansion expansion = AliasExpansion.of(Target.parse("db:1"), broken);

        assertThat(expansion.failures())
                .containsExactly(
                        "db -> bad: the lookup of the alias failed:" + " java.lang.IllegalStateException: no registry");
        assertThat(expansion.ends()).hasSize(1);
    }

    @Test
    void anAddressIsNoAlias() {
        refuses(Map.of("192.0.2.1", List.of("db")), "alias '192.0.2.1' is an address");
        refuses(Map.of("2001:db8::1", List.of("db")), "alias '2001:db8::1' is an address");
    }

    @Test
    void whatCannotBeIsRefusedByTheNameOfItsAlias() {
        refuses(Map.of("db_", List.of()), "alias 'db_' has no targets");
        refuses(Map.of("d b", List.of("x")), "alias cannot be: host 'd b'");
        refuses(Map.of("db", List.of("x:70000")), "targets of alias 'db': target 'x:70000' cannot be");
        refuses(Map.of("db", List.of("x:")), "targets of alias 'db': target 'x:' has no port");
        refuses(Map.of("db", List.of("")), "targets of alias 'db': host is empty");
        refuses(Map.of("db", List.of("x:postgresq")), "did you mean");
        refuses(Map.of("db", List.of("http://x:1/")), "targets of alias 'db': target 'http://x:1/' is a URL");
        refuses(Map.of("db", List.of("user:secret@x")), "targets of alias 'db': target '***@x' has a user");
        Map<String, List<String>> twice = new LinkedHashMap<>();
        twice.put("db", List.of("x"));
        twice.put("DB.", List.of("y"));
        refuses(twice, "alias 'db' is there twice");
    }

    private static void refuses(Map<String, List<String>> table, String words) {
        assertThatIllegalArgumentException().isThrownBy(() -> Aliases.of(table)).withMessageContaining(words);
    }
}
