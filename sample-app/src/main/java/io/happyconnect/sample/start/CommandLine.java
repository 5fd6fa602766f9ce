package io.happyconnect.sample.start;

import io.happyconnect.sample.connect.Destination;
import io.happyconnect.sample.connect.Elapsed;
import io.happyconnect.sample.connect.HappyOkHttp;
import io.happyconnect.sample.connect.HappySocket;
import io.happyconnect.sample.connect.Outcome;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Goes where the command line says, through the bean and, if that is a URL, through OkHttp as well. */
@Component
final class CommandLine {

    private static final Logger log = LoggerFactory.getLogger(CommandLine.class);

    private final HappySocket happy;
    private final HappyOkHttp okHttp;

    CommandLine(HappySocket happy, HappyOkHttp okHttp) {
        this.happy = happy;
        this.okHttp = okHttp;
    }

    /** {@return whether all of it succeeded} */
    boolean go(List<String> words) {
        Destination destination;
        try {
            destination = Destination.parse(String.join(" ", words));
        } catch (IllegalArgumentException e) {
            log.error("Cannot connect there: {}", e.getMessage());
            return false;
        }
        boolean connected =
                told("HappyConnector.connect, " + destination.target(), happy.connect(destination.target()));
        boolean answered = destination
                .url()
                .map(url -> told("OkHttp through Happy Connect, GET " + url, okHttp.get(url)))
                .orElse(true);
        return connected && answered;
    }

    private static boolean told(String heading, Outcome outcome) {
        String text = Block.of(
                heading,
                outcome.text() + "\n(" + Elapsed.text(outcome.elapsed()) + " in all)\n\n" + outcome.timelines());
        if (outcome.succeeded()) {
            log.info(text);
        } else {
            log.warn(text);
        }
        return outcome.succeeded();
    }
}
