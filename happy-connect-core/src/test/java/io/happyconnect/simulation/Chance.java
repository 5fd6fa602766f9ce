package io.happyconnect.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** The dice of one world: the same seed always throws the same. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From 0 to the given number, inclusive. */
    long upTo(long most) {
        return random.nextLong(most + 1);
    }

    int number() {
        return random.nextInt();
    }

    int of(int... values) {
        return values[random.nextInt(values.length)];
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** In any order. */
    <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            T moved = list.get(i);
            list.set(i, list.get(other));
            list.set(other, moved);
        }
    }
}
