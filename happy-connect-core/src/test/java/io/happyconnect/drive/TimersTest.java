package io.happyconnect.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {

    private static final class Timed extends Visited {
        @Override
        long visit(LoopThread loop, long now) {
            return GONE;
        }
    }

    @Test
    void theFirstIsAlwaysTheOneThatIsDueFirst() {
        Random random = new Random(6);
        Timers timers = new Timers();
        List<Timed> in = new ArrayList<>();
        long origin = Long.MAX_VALUE - 500; // nanoTime may overflow
        for (int i = 0; i < 20_000; i++) {
            int what = random.nextInt(10);
            if (what < 5 || in.isEmpty()) {
                Timed added = new Timed();
                timers.put(added, origin + random.nextInt(1_000));
                in.add(added);
            } else if (what < 8) {
                timers.put(in.get(random.nextInt(in.size())), origin + random.nextInt(1_000));
            } else {
                timers.remove(in.remove(random.nextInt(in.size())));
            }
            long earliest =
                    in.stream().mapToLong(each -> each.dueAt - origin).min().orElse(0);
            assertThat(timers.isEmpty()).isEqualTo(in.isEmpty());
            if (!in.isEmpty()) {
                assertThat(timers.first().dueAt - origin).isEqualTo(earliest);
            }
        }
        List<Timed> out = new ArrayList<>();
        while (!timers.isEmpty()) {
            Timed first = (Timed) timers.first();
            out.add(first);
            timers.remove(first);
        }
        assertThat(out)
                .isSortedAccordingTo(Comparator.comparingLong(each -> each.dueAt - origin))
                .hasSameElementsAs(in);
    }

    @Test
    void removingWhatIsNotThereDoesNothing() {
        Timers timers = new Timers();
        timers.remove(new Timed());
        assertThat(timers.isEmpty()).isTrue();
    }
}
