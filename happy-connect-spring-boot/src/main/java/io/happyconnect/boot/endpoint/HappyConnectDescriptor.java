package io.happyconnect.boot.endpoint;

import java.time.Instant;
import java.util.List;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Everything that is known.
 *
 * @param since totals count from here
 * @param window states look back so far, as ISO 8601 duration
 * @param connectors the connectors and their configuration
 * @param setup what connects, what finds addresses, and what leads elsewhere
 * @param totals all races
 * @param families the address families over all targets
 * @param targets the targets, the one that was connected to last first
 * @param races the last races, the newest first
 */
public record HappyConnectDescriptor(
        Instant since,
        String window,
        List<ConnectorDescriptor> connectors,
        SetupDescriptor setup,
        TotalsDescriptor totals,
        List<FamilyDescriptor> families,
        List<TargetDescriptor> targets,
        List<RaceDescriptor> races)
        implements OperationResponseBody {

    /** Copies the lists. */
    public HappyConnectDescriptor {
        connectors = List.copyOf(connectors);
        families = List.copyOf(families);
        targets = List.copyOf(targets);
        races = List.copyOf(races);
    }
}
