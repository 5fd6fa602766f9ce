package io.happyconnect.simulation;

import io.happyconnect.observe.RaceReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds at the end of every world. */
final class WorldChecks {

    private final World world;
    private final Timeline timeline;
    private final Tally tally;

    WorldChecks(World world, Timeline timeline, Tally tally) {
        this.world = world;
        this.timeline = timeline;
        this.tally = tally;
    }

    void check(int openSelectors, int socketsInFlight) {
        List<RaceReport> reports = new ArrayList<>();
        for (RaceCase race : world.races()) {
            if (!race.isDone()) {
                timeline.violated(race + " has no end");
                continue;
            }
            race.heard.isOver();
            if (race.isLookupOpen()) {
                timeline.violated("the lookup of " + race + " goes on without anybody waiting");
            }
            RaceReport report = race.report();
            if (report != null) {
                reports.add(report);
                new RaceChecks(world, race, report, timeline).check();
            }
        }
        if (openSelectors != 0) {
            timeline.violated(openSelectors + " selectors are open");
        }
        if (socketsInFlight != 0) {
            timeline.violated(socketsInFlight + " sockets are counted as on their way");
        }
        nothingIsOpenButWhatWasDelivered();
        if (world.settings().isHeard) {
            tally.compare(reports, timeline);
        }
    }

    private void nothingIsOpenButWhatWasDelivered() {
        Set<SimulatedChannel> delivered = new HashSet<>();
        for (RaceCase race : world.races()) {
            if (race.delivered() != null && !delivered.add(race.delivered())) {
                timeline.violated("delivered twice: " + race.delivered());
            }
        }
        for (SimulatedChannel channel : world.network().channels()) {
            if (delivered.contains(channel)) {
                if (!channel.isConnected()) {
                    timeline.violated("delivered, and then closed: " + channel);
                }
            } else if (channel.isOpen()) {
                timeline.violated("left open: " + channel);
            } else if (!channel.isReleased()) {
                timeline.violated("closed, and never let go by the selector: " + channel);
            }
        }
    }
}
