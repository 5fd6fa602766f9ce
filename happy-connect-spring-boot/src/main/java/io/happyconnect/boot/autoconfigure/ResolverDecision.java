package io.happyconnect.boot.autoconfigure;

import io.happyconnect.boot.autoconfigure.HappyConnectProperties.ResolverChoice;
import io.happyconnect.dns.NameService;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Who looks names up, and why.
 *
 * @param isDns whether DNS servers are asked by us, not by the platform
 * @param reason to stand after "because"
 */
record ResolverDecision(boolean isDns, String reason) {

    private static final Log LOG = LogFactory.getLog("io.happyconnect");

    static ResolverDecision of(ResolverChoice choice, Supplier<NameService> host) {
        if (choice != ResolverChoice.AUTO) {
            boolean isDns = choice == ResolverChoice.DNS;
            return new ResolverDecision(isDns, "happy-connect.resolver is " + (isDns ? "dns" : "system"));
        }
        NameService service = host.get();
        return new ResolverDecision(service.isPlain(), service.reason());
    }

    void log() {
        LOG.info("Happy Connect: names are looked up by "
                + (isDns ? "DNS, AAAA and A side by side" : "the platform, both families in one answer") + ", because "
                + reason);
    }
}
