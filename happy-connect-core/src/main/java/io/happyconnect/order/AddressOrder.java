package io.happyconnect.order;

import io.happyconnect.candidate.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts candidates by preference, before {@linkplain Interleaving the families are interleaved}.
 *
 * <p>A pure function of its argument: a race applies it to the complete list again whenever an answer adds to it, one call at a
 * time. It runs on a thread that no other race needs: the caller's if that asks for an answer or waits for it, else one of the
 * connector, for channels the same that listeners are called on. An order that {@linkplain #neverWaits never waits} may also run on the thread
 * that brought the answer. If it blocks, it holds up its own race, a caller who waits for that included, and no other.
 *
 * <p>A race does not trust it. If it throws something, the whole list stays in the resolver's order; what it
 * forgets follows at the end, in the resolver's order; what it names twice counts once, and what was not resolved not at all.
 */
@FunctionalInterface
public interface AddressOrder {

    /**
     * Sorts.
     *
     * @param candidates all candidates known so far, in the order in which they were resolved; not to be modified
     * @return the same candidates, most preferred first
     */
    List<Candidate> sort(List<Candidate> candidates);

    /**
     * Looks up what sorting these will need, so that {@link #sort} itself need not. A race calls it before it sorts them, on
     * the same thread; what it throws is ignored. Must not wait for a network.
     *
     * @param candidates those that came since it was called last; a race that has a single one does not call it
     */
    default void prepare(List<? extends Candidate> candidates) {}

    /**
     * Whether neither {@link #prepare} nor {@link #sort} ever waits for anything: not for a network, nor for a lock that somebody
     * holds who does. Then a race of channels may sort on the thread that brought an answer, which others may wait for, and need not
     * hand it to one of its own.
     *
     * @return false, the default, if it might
     */
    default boolean neverWaits() {
        return false;
    }

    /**
     * What the order goes by besides its argument, a view of the host for instance. Sorting equal lists has the same result for as
     * long as this is the same object, and nobody need sort again. Asked for orders that {@linkplain #neverWaits never wait}, on the
     * thread that calls {@code connect}, {@code connectAsync} included, before and after it has sorted there.
     *
     * @return an object that was never returned before, once anything has changed; {@code null}, the default, if that is not known:
     *     then each race sorts, and so it does if this throws something
     */
    default @Nullable Object basis() {
        return null;
    }

    /**
     * Renews what the order goes by, if it would soon be too old, so that the next race finds it new. Asked for orders that
     * {@linkplain #neverWaits never wait}, a few times a second while nobody waits for a plain socket but somebody did in the minute
     * before, on the thread that looks after all races: a call should take less than a millisecond. What it throws is ignored.
     */
    default void keepFresh() {}

    /**
     * Whether the first candidate of a sorted list says which family goes first. RFC 8305 §4: "Whichever address family is first
     * in the list should be followed by an address of the other address family". Otherwise the family goes first that this host
     * has a route for, IPv6 if it has both. A preferred family that was set goes before either.
     *
     * @return true, unless the order knows nothing about families
     */
    default boolean choosesFamily() {
        return true;
    }

    /**
     * The order in which the resolver gave them. It says nothing about families: resolvers often put all of one family in front,
     * the JDK's always IPv4.
     *
     * @return an order that changes nothing, and does not choose a family
     */
    static AddressOrder asResolved() {
        return ResolvedOrder.INSTANCE;
    }
}
