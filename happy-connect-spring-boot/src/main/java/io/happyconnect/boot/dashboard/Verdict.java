package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.AddressDescriptor;
import io.happyconnect.boot.endpoint.FamilyDescriptor;
import io.happyconnect.boot.endpoint.TargetDescriptor;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know at first glance, in one sentence and another.
 *
 * @param state the worst there is, as a state
 * @param headline what is wrong, and nothing else
 * @param since since when the first of it is so; {@code null} if nothing fails all the time
 * @param rest what that means for users; may be empty
 */
record Verdict(String state, String headline, @Nullable Instant since, String rest) {

    static Verdict on(List<TargetDescriptor> targets, List<FamilyDescriptor> families) {
        List<TargetDescriptor> unreachable = unreachable(targets);
        if (!unreachable.isEmpty()) {
            return new Verdict("failing", cannotBeReached(unreachable), firstSince(unreachable), "Users feel it.");
        }
        List<Trouble> troubles = Trouble.in(targets);
        List<Trouble> failing = troubles.stream().filter(Trouble::isFailing).toList();
        String rest = (broken(families) + " " + whatUsersFeel(targets)).strip();
        if (!failing.isEmpty()) {
            return new Verdict(
                    "degraded", addressesFail(failing), failing.get(0).since(), rest);
        }
        if (!troubles.isEmpty()) {
            return new Verdict("degraded", addressesFail(troubles) + " now and then", null, rest);
        }
        List<TargetDescriptor> shaky = targets.stream()
                .filter(target -> target.state().equals("degraded"))
                .toList();
        return shaky.isEmpty() ? allIsWell(targets) : new Verdict("degraded", failsNowAndThen(shaky), null, "");
    }

    /** Those that users cannot do without, and have to. */
    static List<TargetDescriptor> unreachable(List<TargetDescriptor> targets) {
        return targets.stream()
                .filter(target -> target.state().equals("failing"))
                .toList();
    }

    private static String cannotBeReached(List<TargetDescriptor> targets) {
        TargetDescriptor first = targets.get(0);
        return targets.size() == 1
                ? Words.target(first.host(), first.port()) + " cannot be reached"
                : targets.size() + " targets cannot be reached";
    }

    private static String failsNowAndThen(List<TargetDescriptor> targets) {
        TargetDescriptor first = targets.get(0);
        return targets.size() == 1
                ? Words.target(first.host(), first.port()) + " fails now and then"
                : targets.size() + " targets fail now and then";
    }

    private static String whatUsersFeel(List<TargetDescriptor> targets) {
        return targets.stream().allMatch(target -> target.failed() == 0)
                ? "Users feel nothing of it: every target is reached another way."
                : "Every target is reached another way now.";
    }

    private static @Nullable Instant firstSince(List<TargetDescriptor> targets) {
        return targets.stream()
                .flatMap(target -> Stream.ofNullable(target.failingSince()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String addressesFail(List<Trouble> troubles) {
        long some = troubles.stream()
                .map(trouble -> trouble.address().address())
                .distinct()
                .count();
        return Words.count(some, "address fails", "addresses fail");
    }

    private static String broken(List<FamilyDescriptor> families) {
        return families.stream()
                .filter(family -> family.state().equals("failing"))
                .map(family -> Words.family(family.family()) + " does not work at all.")
                .collect(Collectors.joining(" "));
    }

    private static Verdict allIsWell(List<TargetDescriptor> targets) {
        long working = targets.stream()
                .flatMap(target -> target.addresses().stream())
                .filter(address -> address.state().equals("working"))
                .map(AddressDescriptor::address)
                .distinct()
                .count();
        if (working > 0) {
            String headline = working == 1 ? "The address in use works" : "All " + working + " addresses in use work";
            return new Verdict("working", headline, null, "");
        }
        return targets.isEmpty()
                ? new Verdict(
                        "unknown",
                        "No races yet",
                        null,
                        "They appear here as soon as this application connects somewhere.")
                : new Verdict(
                        "unknown", "Nothing to tell of late", null, "Nobody has connected to anything for a while.");
    }
}
