package io.happyconnect;

import io.happyconnect.candidate.Dial;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.drive.RaceResult;
import io.happyconnect.name.Target;
import io.happyconnect.route.Below;
import java.io.IOException;
import java.net.Socket;

/** A race as a part of somebody else's attempt, who also sees to it that it ends in time. */
final class RacedDial implements Dial {

    private final RacePlans plans;
    private final Below ways;
    private final Target target;
    private final ConnectOptions options;
    private final Cancellation cancellation = new Cancellation();

    RacedDial(RacePlans plans, Below ways, Target target, ConnectOptions options) {
        this.plans = plans;
        this.ways = ways;
        this.target = target;
        this.options = options.withCancellation(cancellation);
    }

    @Override
    public Socket connect() throws IOException {
        Cancellation.Link link = Cancellation.Link.of(options);
        try {
            RacePlan plan = plans.plan(target, ways, options, Long.MAX_VALUE, link);
            RaceResult result = plans.run(plan);
            Socket socket = result.socket();
            if (socket == null) {
                throw ConnectFailures.of(plan, result.report(), result.abort());
            }
            return socket;
        } finally {
            link.undo();
        }
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }
}
