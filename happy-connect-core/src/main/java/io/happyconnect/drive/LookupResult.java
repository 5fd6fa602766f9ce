package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.observe.RaceReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup came to.
 *
 * @param addresses in the order in which a race would try them; empty if there are none
 * @param abort what ended the lookup from outside, or {@code null}
 * @param report a report without attempts if there are no addresses, else {@code null}
 */
public record LookupResult(
        List<AddressCandidate> addresses,
        @Nullable Abort abort,
        @Nullable RaceReport report) {}
