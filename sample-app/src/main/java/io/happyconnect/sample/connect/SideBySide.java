package io.happyconnect.sample.connect;

import io.happyconnect.name.Target;
import io.happyconnect.sample.neighbourhood.BrokenNeighbourhood;
import org.springframework.stereotype.Component;

/** Goes to the broken neighbourhood in all ways there are. */
@Component
public final class SideBySide {

    private final PlainSocket plain;
    private final HappySocket happy;
    private final HappyOkHttp okHttp;

    SideBySide(PlainSocket plain, HappySocket happy, HappyOkHttp okHttp) {
        this.plain = plain;
        this.happy = happy;
        this.okHttp = okHttp;
    }

    /**
     * Goes there once for nothing. A JVM loads classes when they are first used, and that is not what is to be compared.
     *
     * @param neighbourhood where to
     */
    public void warmUp(BrokenNeighbourhood neighbourhood) {
        happy.connect(neighbourhood.target());
        okHttp.get(neighbourhood.url());
    }

    /**
     * Connects one after the other, so that none disturbs the other.
     *
     * @param neighbourhood where to
     * @return what each came to
     */
    public Comparison compare(BrokenNeighbourhood neighbourhood) {
        Target target = neighbourhood.target();
        // Only the connector knows the name; plain Socket is given what a look-up would bring.
        return new Comparison(
                target,
                plain.connect(neighbourhood.addresses(), target.port()),
                happy.connect(target),
                okHttp.get(neighbourhood.url()));
    }
}
