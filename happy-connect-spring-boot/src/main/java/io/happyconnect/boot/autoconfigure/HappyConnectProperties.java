package io.happyconnect.boot.autoconfigure;

import io.happyconnect.boot.history.HistoryLimits;
import io.happyconnect.boot.metrics.MetricsLimits;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.selection.AddressSelection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What {@code happy-connect.*} says. Values that cannot be stop the start of the application.
 *
 * @param enabled Whether to configure Happy Connect.
 * @param name Name of the connector, in thread names, reports, metrics and logs.
 * @param connectionAttemptDelay Connection attempt delay, also called stagger delay: time after one attempt until the next
 *     one starts while nothing has failed. It never ends an attempt.
 * @param resolutionDelay Time an address of the other family waits for an answer of the preferred one.
 * @param maxConcurrentAttempts Most attempts of one race that may run at once; at the limit the next waits until one ends. No
 *     limit unless set.
 * @param maxSocketsInFlight Most sockets of all races together that may be on their way at once; at the limit attempts wait in
 *     line while timeouts run. Three quarters of the descriptors of the process unless set.
 * @param attemptTimeout Time after which a single attempt is given up while its race goes on. Never unless set.
 * @param connectTimeout Time a whole race may take, name resolution included.
 * @param firstAddressFamilyCount Number of addresses of the first family that are tried before the other has its turn.
 * @param preferredFamily Address family that goes first. The family of the first address in the order unless set.
 * @param addressOrder Order in which the addresses of a name are tried, before families take turns.
 * @param resolver Who looks names up: DNS servers, asked by this application, or the platform. By itself DNS, where the system
 *     would ask nothing but its hosts file and DNS.
 * @param dns Lookups by DNS.
 * @param hosts Host names with the IP addresses of each, in order of preference among those that the address order treats alike.
 *     They are known without asking a resolver.
 * @param targets Settings of some targets, by host, "host:port" or "host:service", that differ from those of all others.
 * @param aliases Host names with the targets that each stands for, in order of preference: host names or IP addresses, alone
 *     or with a port or a service, like "db-1.example.com:5433", and for channels Unix domain sockets, like
 *     "unix:/run/app.sock". All of them take part in one race.
 * @param unixSockets Names with the Unix domain socket that each stands for, like "unix:/run/app.sock". For channels only.
 * @param proxy Proxies.
 * @param ssh Names of an OpenSSH client configuration, and connections through its jump hosts.
 * @param localAddresses Comma-separated list of local IP addresses to connect from, each for its own family. Addresses of a
 *     family that has none are not tried. Any local address unless set.
 * @param addressFilter Addresses that are never dialled.
 * @param inetAddressFilter Whether the InetAddressFilter bean of an application, which Spring Boot's HTTP clients obey, holds
 *     for the connector as well.
 * @param socket Socket options.
 * @param metrics Metrics.
 * @param observations Observations.
 * @param history Memory of past races, which health and the endpoint read.
 * @param health Health.
 * @param logging Logging.
 * @param okhttp OkHttp.
 * @param http HTTP clients of Spring.
 */
@ConfigurationProperties("happy-connect")
record HappyConnectProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("default") String name,
        @DefaultValue("250ms") Duration connectionAttemptDelay,
        @DefaultValue("50ms") Duration resolutionDelay,
        @Nullable Integer maxConcurrentAttempts,
        @Nullable Integer maxSocketsInFlight,
        @Nullable Duration attemptTimeout,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("1") int firstAddressFamilyCount,
        @Nullable AddressFamily preferredFamily,
        @DefaultValue("rfc6724") OrderOfAddresses addressOrder,
        @DefaultValue("auto") ResolverChoice resolver,
        @DefaultValue Dns dns,
        @DefaultValue Map<String, List<String>> hosts,
        @DefaultValue Map<String, TargetProperties> targets,
        @DefaultValue Map<String, List<String>> aliases,
        @DefaultValue Map<String, String> unixSockets,
        @NestedConfigurationProperty @DefaultValue ProxyProperties proxy,
        @NestedConfigurationProperty @DefaultValue SshProperties ssh,
        @DefaultValue List<String> localAddresses,
        @DefaultValue AddressFilter addressFilter,
        @DefaultValue("true") boolean inetAddressFilter,
        @DefaultValue Socket socket,
        @DefaultValue Metrics metrics,
        @DefaultValue Observations observations,
        @DefaultValue History history,
        @DefaultValue Health health,
        @DefaultValue Logging logging,
        @DefaultValue OkHttp okhttp,
        @DefaultValue Http http)
        implements InitializingBean {

    HappyConnectProperties {
        hosts = Map.copyOf(hosts);
        targets = Map.copyOf(targets);
        aliases = Map.copyOf(aliases);
        unixSockets = Map.copyOf(unixSockets);
        localAddresses = List.copyOf(localAddresses);
    }

    @Override
    public void afterPropertiesSet() {
        PropertyChecks.check(this);
    }

    /**
     * What {@code happy-connect.address-filter.*} says.
     *
     * @param deny Comma-separated list of kinds of addresses, networks and single addresses that are not dialled, for whatever
     *     name or literal they stand; "non-public" for all kinds. None unless set.
     * @param allow Comma-separated list of networks and single addresses that are dialled though their kind is denied.
     */
    record AddressFilter(
            @DefaultValue List<String> deny, @DefaultValue List<String> allow) {

        AddressFilter {
            deny = List.copyOf(deny);
            allow = List.copyOf(allow);
        }
    }

    /**
     * What {@code happy-connect.socket.*} says. What is not set is left to the system.
     *
     * @param tcpNoDelay Whether small writes are sent at once (TCP_NODELAY). Left to the system unless set.
     * @param keepAlive Whether the system probes idle connections (SO_KEEPALIVE). Left to the system unless set.
     * @param sendBufferSize Size of the send buffer (SO_SNDBUF). Left to the system unless set.
     * @param receiveBufferSize Size of the receive buffer (SO_RCVBUF). Left to the system unless set.
     */
    record Socket(
            @Nullable Boolean tcpNoDelay,
            @Nullable Boolean keepAlive,
            @Nullable DataSize sendBufferSize,
            @Nullable DataSize receiveBufferSize) {}

    /**
     * What {@code happy-connect.dns.*} says.
     *
     * @param servers Comma-separated list of IP addresses of DNS servers, like 192.0.2.1, 192.0.2.1:8600 or
     *     [2001:db8::1]:53. Those of resolv.conf unless set.
     * @param timeout Time a DNS server has before the next one is asked. What resolv.conf says, or 5s, unless set.
     * @param cache Answers that are kept.
     */
    record Dns(
            @DefaultValue List<String> servers,
            @Nullable Duration timeout,
            @DefaultValue DnsCache cache) {

        Dns {
            servers = List.copyOf(servers);
        }
    }

    /**
     * What {@code happy-connect.dns.cache.*} says.
     *
     * @param maxEntries Number of answers that are kept, each the addresses of one family of one name; the least recently
     *     used go first.
     * @param maxTtl Time a positive answer is kept at most, however long its TTL is.
     * @param maxNegativeTtl Time a negative answer is kept at most.
     * @param staleTtl Time an expired answer is still used, while it is asked for anew.
     */
    record DnsCache(
            @DefaultValue("1000") int maxEntries,
            @DefaultValue("1h") Duration maxTtl,
            @DefaultValue("1m") Duration maxNegativeTtl,
            @DefaultValue("0ms") Duration staleTtl) {}

    /** Who looks names up. */
    enum ResolverChoice {
        AUTO,
        DNS,
        SYSTEM
    }

    /**
     * What {@code happy-connect.metrics.*} says.
     *
     * @param enabled Whether to record races to Micrometer.
     * @param maxTargets Number of targets with series of their own. All others share the value "_other".
     * @param perAddress Whether to record attempts by the address they went to.
     * @param maxAddresses Number of addresses with series of their own. All others share the value "_other".
     */
    record Metrics(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("100") int maxTargets,
            @DefaultValue("true") boolean perAddress,
            @DefaultValue("200") int maxAddresses) {

        MetricsLimits limits() {
            return new MetricsLimits(maxTargets, maxAddresses, perAddress);
        }
    }

    /**
     * What {@code happy-connect.observations.*} says.
     *
     * @param enabled Whether to make Micrometer observations of races, which tracing shows as spans.
     */
    record Observations(@DefaultValue("false") boolean enabled) {}

    /**
     * What {@code happy-connect.history.*} says.
     *
     * @param enabled Whether to remember past races for health and the endpoint.
     * @param recentRaces Number of races that are remembered one by one.
     * @param maxTargets Number of targets that are remembered, those connected to last.
     * @param maxAddressesPerTarget Number of addresses that are remembered of each target, those tried last.
     * @param window Time that states look back: whether a family, a target or an address works is judged from what happened
     *     since.
     */
    record History(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("100") int recentRaces,
            @DefaultValue("100") int maxTargets,
            @DefaultValue("50") int maxAddressesPerTarget,
            @DefaultValue("5m") Duration window) {

        HistoryLimits limits() {
            return new HistoryLimits(recentRaces, maxTargets, maxAddressesPerTarget, window);
        }
    }

    /**
     * What {@code happy-connect.health.*} says.
     *
     * @param criticalTargets Comma-separated list of targets, like "db.example.com:5432", that this application cannot do
     *     without. None unless set: health is up whatever races do.
     * @param statusOnFailure Health if a critical target cannot be reached.
     * @param failuresInARow Number of races in a row that fail before a critical target counts as unreachable.
     */
    record Health(
            @DefaultValue List<String> criticalTargets,
            @DefaultValue("down") StatusOnFailure statusOnFailure,
            @DefaultValue("3") int failuresInARow) {

        Health {
            criticalTargets = List.copyOf(criticalTargets);
        }

        Set<Target> targets() {
            return criticalTargets.stream().map(Target::parse).collect(Collectors.toSet());
        }
    }

    /**
     * What {@code happy-connect.logging.*} says.
     *
     * @param startup Whether to log one line at start that says what was configured and for whom.
     * @param failures Whether to log races that fail.
     * @param period Time after a line about a target until the next one may follow.
     */
    record Logging(
            @DefaultValue("true") boolean startup,
            @DefaultValue("true") boolean failures,
            @DefaultValue("1m") Duration period) {}

    /**
     * What {@code happy-connect.okhttp.*} says.
     *
     * @param enabled Whether to make what an OkHttp client needs to connect through the connector.
     */
    record OkHttp(@DefaultValue("true") boolean enabled) {}

    /**
     * What {@code happy-connect.http.*} says.
     *
     * @param enabled Whether RestClient, RestTemplate and HTTP interfaces connect through Happy Connect.
     */
    record Http(@DefaultValue("true") boolean enabled) {}

    /** The orders that addresses may have. */
    enum OrderOfAddresses {
        RFC6724,
        RFC6724_UPDATE,
        GAI_CONF,
        AS_RESOLVED;

        AddressOrder order() {
            return switch (this) {
                case RFC6724 -> AddressSelection.rfc6724();
                case RFC6724_UPDATE -> AddressSelection.rfc6724Update();
                case GAI_CONF -> AddressSelection.gaiConf();
                case AS_RESOLVED -> AddressOrder.asResolved();
            };
        }
    }

    /** The statuses that a critical target may give. */
    enum StatusOnFailure {
        DOWN,
        OUT_OF_SERVICE
    }
}
