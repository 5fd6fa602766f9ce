package io.happyconnect.sample.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says how to start the sample when something else has its port. Goes before Spring Boot's own. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortTakenFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
        return new FailureAnalysis(
                "Port " + cause.getPort() + " is taken by another program on this machine.",
                """
                End that program, or give the sample another port:

                    mvn -q -Psample -Dspring-boot.run.arguments=--server.port=%d""".formatted(cause.getPort() + 1),
                cause);
    }
}
