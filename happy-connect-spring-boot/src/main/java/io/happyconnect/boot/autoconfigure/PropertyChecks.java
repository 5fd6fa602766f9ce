package io.happyconnect.boot.autoconfigure;

import io.happyconnect.name.Target;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Aliases;
import io.happyconnect.route.ProxyPolicy;
import io.happyconnect.route.ProxyServer;
import io.happyconnect.route.UnixSockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.util.ClassUtils;

/**
 * Refuses properties that cannot be. The core refuses the same values; here they get the name the user knows them by, and all
 * of them are found at once.
 */
final class PropertyChecks {

    private PropertyChecks() {}

    /**
     * Checks everything.
     *
     * @throws RefusedPropertiesException if a value cannot be
     */
    static void check(HappyConnectProperties properties) {
        List<RefusedProperty> refused = new ArrayList<>();
        for (Limit<?> limit : PropertyLimits.ALL) {
            RefusedProperty refusal = limit.check(properties);
            if (refusal != null) {
                refused.add(refusal);
            }
        }
        properties.hosts().forEach((host, addresses) -> checkHost(host, addresses, refused));
        checkAliases(properties.aliases(), refused);
        properties.unixSockets().forEach((name, socket) -> checkUnixSocket(name, socket, refused));
        checkProxy(properties.proxy(), refused);
        if (properties.ssh().enabled()) {
            checkSsh(properties.ssh(), refused);
        }
        checkEach(
                "local-addresses",
                properties.localAddresses(),
                IpLiteral::parse,
                "an IP address of this machine",
                refused);
        checkFilter(properties.addressFilter(), refused);
        checkEach(
                "dns.servers", properties.dns().servers(), DnsServer::parse, "an IP address of a DNS server", refused);
        checkEach(
                "health.critical-targets",
                properties.health().criticalTargets(),
                Target::parse,
                "a host and a port",
                refused);
        if (!refused.isEmpty()) {
            throw new RefusedPropertiesException(refused);
        }
    }

    private static void checkFilter(HappyConnectProperties.AddressFilter filter, List<RefusedProperty> refused) {
        checkEach(
                AddressRules.DENY,
                filter.deny(),
                AddressRules::checkDenied,
                "one of " + AddressRules.ALLOWED_TO_DENY,
                refused);
        checkEach(AddressRules.ALLOW, filter.allow(), AddressRules::checkAllowed, "a network or an address", refused);
        if (filter.deny().isEmpty() && !filter.allow().isEmpty()) {
            // Whoever writes this believes that all else is denied.
            refused.add(new RefusedProperty(
                    PropertyLimits.PREFIX + AddressRules.ALLOW,
                    filter.allow(),
                    "exceptions from " + PropertyLimits.PREFIX + AddressRules.DENY + ", which is not set"));
        }
    }

    private static void checkHost(String host, List<String> addresses, List<RefusedProperty> refused) {
        try {
            StaticHosts.ofLiterals(Map.of(host, addresses));
        } catch (IllegalArgumentException e) {
            refused.add(new RefusedProperty(
                    PropertyLimits.PREFIX + "hosts." + host,
                    addresses,
                    "a host name with its IP addresses (" + e.getMessage() + ")"));
        }
    }

    // Each by itself first, so that the property that is wrong is named; a loop is the fault of several.
    private static void checkAliases(Map<String, List<String>> aliases, List<RefusedProperty> refused) {
        int before = refused.size();
        aliases.forEach((alias, targets) -> checkAliases("aliases." + alias, Map.of(alias, targets), targets, refused));
        if (refused.size() == before) {
            checkAliases("aliases", aliases, new TreeMap<>(aliases), refused);
        }
    }

    private static void checkAliases(
            String property, Map<String, List<String>> aliases, Object value, List<RefusedProperty> refused) {
        try {
            Aliases.of(aliases);
        } catch (IllegalArgumentException e) {
            refused.add(new RefusedProperty(
                    PropertyLimits.PREFIX + property,
                    value,
                    "host names, each with targets that do not lead back to it (" + e.getMessage() + ")"));
        }
    }

    // A file that is named must be there; the usual ones need not.
    private static void checkSsh(SshProperties ssh, List<RefusedProperty> refused) {
        // Or hosts of the configuration would be looked up as if it were not there.
        if (!ClassUtils.isPresent("io.happyconnect.ssh.SshTunnels", null)) {
            refused.add(new RefusedProperty(
                    PropertyLimits.PREFIX + "ssh.enabled",
                    true,
                    "false, unless the dependency io.happyconnect:happy-connect-ssh is there"));
        }
        checkEach("ssh.identities", ssh.identities(), PropertyChecks::readable, "a file with a private key", refused);
        if (!ssh.configFile().startsWith("~/.ssh/")) {
            checkFile("ssh.config-file", ssh.configFile(), refused);
        }
        if (!ssh.knownHosts().startsWith("~/.ssh/")) {
            checkFile("ssh.known-hosts", ssh.knownHosts(), refused);
        }
    }

    private static void checkFile(String property, String file, List<RefusedProperty> refused) {
        try {
            readable(file);
        } catch (IllegalArgumentException e) {
            refused.add(new RefusedProperty(
                    PropertyLimits.PREFIX + property, file, "a file that can be read (" + e.getMessage() + ")"));
        }
    }

    private static void readable(String file) {
        Path path = SshProperties.path(file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException(path.toAbsolutePath() + " cannot be read");
        }
    }

    private static void checkUnixSocket(String name, String socket, List<RefusedProperty> refused) {
        try {
            UnixSockets.of(Map.of(name, socket));
        } catch (IllegalArgumentException e) {
            refused.add(new RefusedProperty(
                    PropertyLimits.PREFIX + "unix-sockets." + name,
                    socket,
                    "a name with unix: and an absolute path (" + e.getMessage() + ")"));
        }
    }

    private static void checkProxy(ProxyProperties proxy, List<RefusedProperty> refused) {
        checkEach(
                "proxy.servers",
                proxy.servers(),
                ProxyServer::parse,
                "http://host:port or socks5://host:port, the user and the password in properties of their own",
                refused);
        if (!refused.isEmpty()) {
            return;
        }
        if (proxy.policy() == ProxyPolicy.AS_SELECTED && !proxy.selector()) {
            refused.add(new RefusedProperty(
                    PropertyLimits.PREFIX + "proxy.policy",
                    proxy.policy(),
                    "direct-first, proxy-first or proxy-only, unless happy-connect.proxy.selector is true"));
        }
        if (proxy.selector() && !proxy.servers().isEmpty()) {
            refused.add(new RefusedProperty(
                    PropertyLimits.PREFIX + "proxy.selector",
                    true,
                    "false where happy-connect.proxy.servers are named"));
        }
        for (String url : proxy.servers()) {
            try {
                proxy.server(url);
            } catch (IllegalArgumentException e) {
                refused.add(new RefusedProperty(
                        PropertyLimits.PREFIX + "proxy.password",
                        "",
                        "what the proxies take (" + e.getMessage() + ")"));
                return;
            }
        }
    }

    private static void checkEach(
            String list, List<String> values, Consumer<String> parse, String allowed, List<RefusedProperty> refused) {
        for (int i = 0; i < values.size(); i++) {
            try {
                parse.accept(values.get(i));
            } catch (IllegalArgumentException e) {
                refused.add(new RefusedProperty(
                        PropertyLimits.PREFIX + list + "[" + i + "]",
                        values.get(i),
                        allowed + " (" + e.getMessage() + ")"));
            }
        }
    }
}
