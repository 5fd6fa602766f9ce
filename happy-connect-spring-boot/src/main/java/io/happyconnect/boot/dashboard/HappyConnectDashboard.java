package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.HappyConnectDescriptor;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.boot.endpoint.TargetRacesDescriptor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * The endpoint {@code happyconnect} for who asks for HTML, which is what browsers do. Everybody else gets JSON. Shows nothing
 * that the endpoint does not, to nobody who may not read it, and changes nothing.
 */
@EndpointWebExtension(endpoint = HappyConnectEndpoint.class)
@ImportRuntimeHints(HappyConnectDashboard.Hints.class)
public final class HappyConnectDashboard {

    private static final String HTML = "text/html;charset=UTF-8";

    private final HappyConnectEndpoint endpoint;
    private final Supplier<String> path;
    private final Clock clock;

    /**
     * A dashboard.
     *
     * @param endpoint what it shows
     * @param path the path of the endpoint, of which the last part is in links; asked at every read
     * @param clock tells how long ago something was
     */
    public HappyConnectDashboard(HappyConnectEndpoint endpoint, Supplier<String> path, Clock clock) {
        this.endpoint = endpoint;
        this.path = path;
        this.clock = clock;
    }

    /**
     * Everything.
     *
     * @param limit at most so many races; 25 unless set
     * @param outcome only races that ended so; all if empty
     * @param state only targets in this state; all if empty
     * @return a page
     */
    @ReadOperation(produces = HTML)
    public String page(@Nullable Integer limit, @Nullable String outcome, @Nullable String state) {
        Filters filters = Filters.of(limit, outcome, state);
        HappyConnectDescriptor shown = endpoint.happyConnect(filters.limit(), filters.outcome(), filters.state());
        HappyConnectDescriptor all = filters.state() == null ? shown : endpoint.happyConnect(0, null, null);
        Instant now = clock.instant();
        Moments moments = new Moments(now);
        Links links = links(false);
        return Page.html("Happy Connect", now, html -> {
            new GlanceSection(html, moments, links).write(all.targets(), all.families());
            new OverviewSection(html, moments).write(all);
            filters.write(html);
            section(html, "targets", "Targets", () -> new TargetsSection(html, moments, links).write(shown.targets()));
            section(html, "races", "Latest races", () -> new RacesSection(html, moments).write(shown.races()));
            new OverviewSection(html, moments).connectors(all.connectors());
        });
    }

    /**
     * One host, or one target.
     *
     * @param target {@code host} or {@code host:port}
     * @return a page, with status 404 if nothing is known of it
     */
    @ReadOperation(produces = HTML)
    public WebEndpointResponse<String> target(@Selector String target) {
        TargetRacesDescriptor known = endpoint.target(target);
        Instant now = clock.instant();
        Moments moments = new Moments(now);
        Links links = links(true);
        String title = target + " - Happy Connect";
        if (known == null) {
            String page = Page.html(title, now, html -> {
                back(html, links);
                html.element("h2", "Nothing is known of " + target);
            });
            return new WebEndpointResponse<>(page, WebEndpointResponse.STATUS_NOT_FOUND);
        }
        return new WebEndpointResponse<>(Page.html(title, now, html -> {
            back(html, links);
            html.element("h2", target, "class", "subject");
            new GlanceSection(html, moments, links).write(known.targets(), List.of());
            section(
                    html,
                    "targets",
                    "Addresses",
                    () -> new TargetsSection(html, moments, links).write(known.targets()));
            section(html, "races", "Latest races", () -> new RacesSection(html, moments).write(known.races()));
        }));
    }

    private Links links(boolean below) {
        String whole = path.get();
        return new Links(whole.substring(whole.lastIndexOf('/') + 1), below);
    }

    private static void back(Html html, Links links) {
        html.open("nav", "aria-label", "Dashboard");
        html.element("a", "All targets and races", "href", links.all());
        html.close();
    }

    private static void section(Html html, String id, String title, Runnable content) {
        html.open("section", "id", id, "aria-labelledby", id + "-title");
        html.element("h2", title, "id", id + "-title");
        content.run();
        html.close();
    }

    /** What a native image has to contain. */
    static final class Hints implements RuntimeHintsRegistrar {

        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            hints.resources().registerPattern("io/happyconnect/boot/dashboard/dashboard.*");
        }
    }
}
