package io.happyconnect;

import io.happyconnect.candidate.Dial;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.route.Below;
import io.happyconnect.route.RouteLayer;
import java.util.List;

/**
 * Some of the layers of a connector, down to its resolver, for one connect.
 *
 * @param plans what is below the last layer
 * @param layers the topmost first
 * @param options the connect
 */
record LayersBelow(RacePlans plans, List<RouteLayer> layers, ConnectOptions options) implements Below {

    @Override
    public Lookup resolve(Target target, Answers answers) {
        // A socket of this machine is reached as it is.
        if (layers.isEmpty() || target.unixSocket().isPresent()) {
            return plans.resolve(target, answers);
        }
        LayersBelow rest = new LayersBelow(plans, layers.subList(1, layers.size()), options);
        return layers.get(0).resolve(target, rest, answers);
    }

    @Override
    public Dial dial(Target target) {
        return new RacedDial(plans, this, target, options);
    }
}
