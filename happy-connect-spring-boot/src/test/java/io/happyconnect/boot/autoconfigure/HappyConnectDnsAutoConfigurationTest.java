package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.autoconfigure.HappyConnectProperties.ResolverChoice;
import io.happyconnect.boot.metrics.LookupMetrics;
import io.happyconnect.dns.DnsResolver;
import io.happyconnect.dns.NameService;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.resolve.SystemResolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class HappyConnectDnsAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectDnsAutoConfiguration.class,
                    HappyConnectMetricsAutoConfiguration.class));

    @Test
    void dnsIsWhatWasAskedFor(CapturedOutput output) {
        runner.withPropertyValues("happy-connect.resolver=dns").run(context -> {
            assertThat(context.getBean(Resolver.class)).isInstanceOf(DnsResolver.class);
            assertThat(output)
                    .contains("Happy Connect: names are looked up by DNS, AAAA and A side by side,"
                            + " because happy-connect.resolver is dns");
        });
    }

    @Test
    void thePlatformIsWhatWasAskedFor(CapturedOutput output) {
        runner.withPropertyValues("happy-connect.resolver=system").run(context -> {
            assertThat(context.getBean(Resolver.class)).isInstanceOf(SystemResolver.class);
            assertThat(output).contains("both families in one answer, because happy-connect.resolver is system");
        });
    }

    @Test
    void byItselfItIsWhatTheHostHas() {
        boolean isPlain = NameService.ofThisHost().isPlain();

        runner.run(context -> assertThat(context.getBean(Resolver.class))
                .isInstanceOf(isPlain ? DnsResolver.class : SystemResolver.class));
    }

    @Test
    void theDecisionIsThatOfTheHostAndSaysWhy() {
        assertThat(ResolverDecision.of(ResolverChoice.AUTO, () -> new NameService(true, "it is")))
                .isEqualTo(new ResolverDecision(true, "it is"));
        assertThat(ResolverDecision.of(ResolverChoice.AUTO, () -> new NameService(false, "it is not")))
                .isEqualTo(new ResolverDecision(false, "it is not"));
    }

    @Test
    void nothingIsSaidWhereTheLineAtStartIsNotWanted(CapturedOutput output) {
        runner.withPropertyValues("happy-connect.logging.startup=false")
                .run(context -> assertThat(output).doesNotContain("names are looked up"));
    }

    @Test
    void aResolverOfTheApplicationReplacesBoth() {
        runner.withBean(StaticHosts.class, () -> StaticHosts.of(Map.of()))
                .withPropertyValues("happy-connect.resolver=dns")
                .run(context ->
                        assertThat(context).hasSingleBean(Resolver.class).hasSingleBean(StaticHosts.class));
    }

    @Test
    void withoutTheLibraryItIsThePlatform() {
        runner.withClassLoader(new FilteredClassLoader("io.happyconnect.dns"))
                .run(context ->
                        assertThat(context).hasSingleBean(SystemResolver.class).hasSingleBean(HappyConnector.class));
    }

    @Test
    void thePropertiesReachTheResolver() {
        runner.withPropertyValues(
                        "happy-connect.resolver=dns",
                        "happy-connect.dns.servers=127.0.0.1,::1",
                        "happy-connect.dns.timeout=50ms",
                        "happy-connect.dns.cache.max-entries=10",
                        "happy-connect.dns.cache.max-ttl=1m",
                        "happy-connect.dns.cache.max-negative-ttl=0s",
                        "happy-connect.dns.cache.stale-ttl=1h")
                .run(context -> assertThat(context.getBean(DnsResolver.class).cacheSize())
                        .isZero());
    }

    @Test
    void lookupsAreMeasured() {
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues(
                        "happy-connect.resolver=dns",
                        "happy-connect.dns.servers=127.0.0.1",
                        "happy-connect.dns.timeout=20ms")
                .run(context -> {
                    assertThat(context).hasSingleBean(LookupMetrics.class);
                    try {
                        context.getBean(HappyConnector.class).lookup("www.example.");
                    } catch (java.io.IOException expected) {
                        // Nobody listens there, or it does not know the name.
                    }
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("happy.connect.dns.cache.requests")
                                    .counters())
                            .isNotEmpty();
                });
    }
}
