package io.happyconnect.drive;

/** Has nothing to do when visited. */
final class Idle extends Visited {

    @Override
    long visit(LoopThread loop, long now) {
        return GONE;
    }
}
