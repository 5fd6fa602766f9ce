package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import java.io.IOException;
import java.util.List;

/**
 * Takes what a {@link Resolver} finds. Every method may be called from any thread, also before
 * {@link Resolver#resolve} has returned; calls after {@link #done()} are ignored. No method throws or blocks.
 *
 * <p>A race takes at least the first 500 candidates of each family, at most 2,000 in all, and hears the first 1,000 answers; what
 * comes beyond that is dropped, so that no name can make it hold or sort more.
 *
 * <p>A race waits while it is neither done nor told of both families. Once both have answered or failed, one that has nothing
 * left to try is lost without waiting for {@link #done()}: hand anything else (tunnels, candidates of no family) on before
 * the second family.
 */
public interface Answers {

    /**
     * The complete answer of one family; an empty list is a negative answer (NODATA), which ends the wait for this family.
     *
     * @param family the family that has now answered
     * @param candidates in the resolver's order of preference
     */
    void answered(AddressFamily family, List<? extends Candidate> candidates);

    /**
     * Candidates of any or no family, in the resolver's order of preference: a combined answer, or a part of one. Says
     * nothing about what may still come.
     *
     * @param candidates in the resolver's order of preference
     */
    void found(List<? extends Candidate> candidates);

    /**
     * A family's lookup failed: a negative answer with an error (SERVFAIL, a timeout), which ends the wait for this family.
     *
     * @param family the family that nothing will come from
     * @param cause what went wrong
     */
    void failed(AddressFamily family, IOException cause);

    /**
     * A lookup of both families at once failed. {@link #done()} must still follow.
     *
     * @param cause what went wrong
     */
    void failed(IOException cause);

    /** Nothing more will come. */
    void done();
}
