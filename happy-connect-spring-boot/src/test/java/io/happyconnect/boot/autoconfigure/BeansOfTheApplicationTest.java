package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.HappyConnector;
import io.happyconnect.UnresolvedTargetException;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.resolve.SystemResolver;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.Loopback;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Beans of the application that the connector takes. */
class BeansOfTheApplicationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class, HappyConnectHttpFilterAutoConfiguration.class));

    @Test
    void aResolverOfTheApplicationReplacesThePlatforms() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(3), 0)) {
            runner.withUserConfiguration(OwnResolvers.class).run(context -> {
                assertThat(context).doesNotHaveBean(SystemResolver.class);
                HappyConnector connector = context.getBean(HappyConnector.class);
                assertThat(connector.lookup("first.example.com")).containsExactly(Loopback.ipv4(3));
                assertThat(connector.lookup("second.example.com")).containsExactly(Loopback.ipv4(4));
                assertThatExceptionOfType(UnresolvedTargetException.class)
                        .as("the platform would have found it")
                        .isThrownBy(() -> connector.lookup("somewhere.example.com"));
                connector
                        .connect("first.example.com", server.address().getPort())
                        .close();
            });
        }
    }

    @Test
    void staticHostsGoBeforeTheResolversOfTheApplication() {
        runner.withUserConfiguration(OwnResolvers.class)
                .withPropertyValues("happy-connect.hosts.first.example.com=127.0.0.7")
                .run(context -> assertThat(context.getBean(HappyConnector.class).lookup("first.example.com"))
                        .containsExactly(Loopback.ipv4(7)));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnOrder {
        @Bean
        AddressOrder lastFirst() {
            return candidates -> List.of(candidates.get(1), candidates.get(0));
        }
    }

    @Test
    void anOrderOfTheApplicationReplacesThatOfTheProperties() {
        runner.withUserConfiguration(OwnOrder.class)
                .withPropertyValues("happy-connect.hosts.two.example.com=127.0.0.1,127.0.0.2")
                .run(context -> assertThat(context.getBean(HappyConnector.class).lookup("two.example.com"))
                        .containsExactly(Loopback.ipv4(2), Loopback.ipv4(1)));
    }

    @Test
    void filtersConnectivityAndListenersOfTheApplicationTakePart() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(6), 0)) {
            runner.withUserConfiguration(Participants.class)
                    .withPropertyValues("happy-connect.hosts.mixed.example.com=127.0.0.5,::1,127.0.0.6,127.0.0.7")
                    .run(context -> {
                        HappyConnector connector = context.getBean(HappyConnector.class);
                        assertThat(connector.lookup("mixed.example.com"))
                                .as("IPv4 first, and two are forbidden by one filter each")
                                .containsExactly(Loopback.ipv4(6), Loopback.ipv6());
                        connector
                                .connect("mixed.example.com", server.address().getPort())
                                .close();
                        assertThat(context.getBean(Participants.class).heard)
                                .containsExactly("first mixed.example.com", "second mixed.example.com");
                    });
        }
    }

    @Test
    void theFilterOfSpringBootsHttpClientsHoldsForTheConnectorAsWell() {
        runner.withUserConfiguration(HttpFilter.class)
                .withPropertyValues("happy-connect.hosts.mixed.example.com=127.0.0.5,127.0.0.6")
                .run(context -> assertThat(context.getBean(HappyConnector.class).lookup("mixed.example.com"))
                        .containsExactly(Loopback.ipv4(6)));
    }

    @Test
    void severalOfThemAllHold() {
        runner.withUserConfiguration(HttpFilter.class)
                .withBean("not6", InetAddressFilter.class, () -> address -> !address.equals(Loopback.ipv4(6)))
                .withPropertyValues("happy-connect.hosts.mixed.example.com=127.0.0.5,127.0.0.6,127.0.0.7")
                .run(context -> assertThat(context.getBean(HappyConnector.class).lookup("mixed.example.com"))
                        .containsExactly(Loopback.ipv4(7)));
    }

    @Test
    void ofSeveralThePrimaryOneHoldsAsForTheHttpClients() {
        runner.withUserConfiguration(HttpFilter.class)
                .withBean(
                        "not6",
                        InetAddressFilter.class,
                        () -> address -> !address.equals(Loopback.ipv4(6)),
                        definition -> definition.setPrimary(true))
                .withPropertyValues("happy-connect.hosts.mixed.example.com=127.0.0.5,127.0.0.6")
                .run(context -> assertThat(context.getBean(HappyConnector.class).lookup("mixed.example.com"))
                        .containsExactly(Loopback.ipv4(5)));
    }

    @Test
    void aSwitchLeavesTheFilterToTheHttpClients() {
        runner.withUserConfiguration(HttpFilter.class)
                .withPropertyValues(
                        "happy-connect.hosts.mixed.example.com=127.0.0.5,127.0.0.6",
                        "happy-connect.inet-address-filter=false")
                .run(context -> assertThat(context.getBean(HappyConnector.class).lookup("mixed.example.com"))
                        .hasSize(2));
    }

    @Test
    void withoutHttpClientsThereIsNoSuchFilter() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.http"))
                .run(context ->
                        assertThat(context).hasSingleBean(HappyConnector.class).doesNotHaveBean(AddressFilter.class));
        runner.run(context ->
                assertThat(context).hasSingleBean(HappyConnector.class).doesNotHaveBean(AddressFilter.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnResolvers {

        @Bean
        @Order(2)
        Resolver second() {
            return StaticHosts.of(Map.of(
                    "first.example.com", List.of(Loopback.ipv4(4)), "second.example.com", List.of(Loopback.ipv4(4))));
        }

        @Bean
        @Order(1)
        Resolver first() {
            return StaticHosts.of(Map.of("first.example.com", List.of(Loopback.ipv4(3))));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Participants {

        final List<String> heard = new ArrayList<>();

        @Bean
        AddressFilter not5() {
            return refusing(Loopback.ipv4(5));
        }

        @Bean
        AddressFilter not7() {
            return refusing(Loopback.ipv4(7));
        }

        private static AddressFilter refusing(InetAddress refused) {
            return address -> !address.equals(refused);
        }

        @Bean
        Connectivity onlyIpv4() {
            return family -> family == AddressFamily.IPV4;
        }

        @Bean
        @Order(2)
        RaceListener secondListener() {
            return hearing("second");
        }

        @Bean
        @Order(1)
        RaceListener firstListener() {
            return hearing("first");
        }

        private RaceListener hearing(String name) {
            return new RaceListener() {
                @Override
                public void raceEnded(RaceReport report) {
                    heard.add(name + " " + report.target().host());
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HttpFilter {

        @Bean
        InetAddressFilter not5() {
            return address -> !address.equals(Loopback.ipv4(5));
        }
    }
}
