package io.happyconnect.dns.query;

import io.happyconnect.candidate.AddressFamily;

/** Told the results of one lookup, on any thread, one after the other. Throws nothing. */
public interface Hearing {

    /**
     * One family is settled.
     *
     * @param family which
     * @param name the complete name that was asked for
     * @param result what became of it
     */
    void settled(AddressFamily family, String name, Result result);

    /** Both families are settled. */
    void over();

    /**
     * Nothing can be asked.
     *
     * @param why to be read by a user
     */
    void unable(String why);
}
