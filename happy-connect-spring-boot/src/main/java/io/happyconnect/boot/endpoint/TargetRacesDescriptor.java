package io.happyconnect.boot.endpoint;

import java.util.List;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What is known of one host or target.
 *
 * @param targets it, once for each connector and port
 * @param races the last races to it, the newest first
 */
public record TargetRacesDescriptor(List<TargetDescriptor> targets, List<RaceDescriptor> races)
        implements OperationResponseBody {

    /** Copies the lists. */
    public TargetRacesDescriptor {
        targets = List.copyOf(targets);
        races = List.copyOf(races);
    }
}
