package io.happyconnect.sample.start;

import io.happyconnect.sample.neighbourhood.BrokenNeighbourhood;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The first minute: goes where the arguments say, or to the broken neighbourhood if they say nothing. */
@Component
final class StartUp implements ApplicationRunner, ExitCodeGenerator {

    private static final Logger log = LoggerFactory.getLogger(StartUp.class);

    private final FirstLook firstLook;
    private final CommandLine commandLine;
    private final Optional<BrokenNeighbourhood> neighbourhood;
    private final Environment environment;
    private boolean succeeded = true;

    StartUp(
            FirstLook firstLook,
            CommandLine commandLine,
            Optional<BrokenNeighbourhood> neighbourhood,
            Environment environment) {
        this.firstLook = firstLook;
        this.commandLine = commandLine;
        this.neighbourhood = neighbourhood;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!arguments.getNonOptionArgs().isEmpty()) {
            succeeded = commandLine.go(arguments.getNonOptionArgs());
        } else {
            neighbourhood.ifPresent(firstLook::take);
        }
        String port = environment.getProperty("local.server.port");
        if (port != null) {
            log.info("Try it yourself at http://localhost:{}/ (Ctrl-C ends it)", port);
        }
    }

    @Override
    public int getExitCode() {
        return succeeded ? 0 : 1;
    }
}
