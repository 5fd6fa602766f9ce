package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import java.util.concurrent.Executor;

/**
 * What all races on channels of a connector have in common, so that each of thousands keeps one reference to it.
 *
 * @param starts numbers them
 * @param listener hears every race; must not throw
 * @param callbacks where listeners and receivers are called
 * @param loop waits for their channels
 * @param limit how many of their sockets may be on their way at once
 */
record RaceTrack(RaceStarts starts, RaceListener listener, Executor callbacks, SelectorLoop loop, SocketLimit limit) {

    Platform platform() {
        return loop.platform();
    }
}
