package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.observation.AttemptObservationConvention;
import io.happyconnect.boot.observation.LookupObservationConvention;
import io.happyconnect.boot.observation.RaceConventions;
import io.happyconnect.boot.observation.RaceObservation;
import io.happyconnect.boot.observation.RaceObservationConvention;
import io.happyconnect.boot.observation.RaceObservations;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Races as Micrometer observations, for tracing, where somebody asks for them. */
@AutoConfiguration(
        before = HappyConnectAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({HappyConnector.class, ObservationRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "happy-connect.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("happy-connect.observations.enabled")
public final class HappyConnectObservationAutoConfiguration {

    HappyConnectObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    RaceObservations happyConnectObservations(
            LateBean<ObservationRegistry> registry,
            ObjectProvider<RaceObservationConvention> race,
            ObjectProvider<LookupObservationConvention> lookup,
            ObjectProvider<AttemptObservationConvention> attempt) {
        return new RaceObservations(
                registry,
                new RaceConventions(race.getIfAvailable(), lookup.getIfAvailable(), attempt.getIfAvailable()));
    }

    @Bean
    static LateBean<ObservationRegistry> happyConnectObservationRegistrySource(ConfigurableListableBeanFactory beans) {
        return new LateBean<>(beans, ObservationRegistry.class);
    }

    /** Spring Boot makes meters of every observation; the races have better ones. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterFilter.class)
    @ConditionalOnBooleanProperty(name = "happy-connect.metrics.enabled", matchIfMissing = true)
    static class OneSetOfMeters {

        @Bean
        static MeterFilter happyConnectObservationMeterFilter() {
            Set<String> names = Arrays.stream(RaceObservation.values())
                    .map(RaceObservation::observationName)
                    .flatMap(name -> Stream.of(name, name + ".active"))
                    .collect(Collectors.toSet());
            return MeterFilter.deny(id -> names.contains(id.getName()));
        }
    }
}
