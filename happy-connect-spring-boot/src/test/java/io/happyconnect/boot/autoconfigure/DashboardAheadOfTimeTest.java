package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.dashboard.HappyConnectDashboard;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** A web application that was processed ahead of time, as for a native image. */
class DashboardAheadOfTimeTest {

    @Test
    void theStyleAndTheScriptArePartOfTheImage(@TempDir Path directory) {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("io.happyconnect.boot.aot", "Application")),
                new FileSystemGeneratedFiles(directory));
        try (var context = new AnnotationConfigServletWebServerApplicationContext()) {
            TestPropertyValues.of("management.endpoints.web.exposure.include=happyconnect")
                    .applyTo(context);
            context.register(Application.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }

        for (String asset : new String[] {"dashboard.css", "dashboard.js"}) {
            String path = "io/happyconnect/boot/dashboard/" + asset;
            assertThat(HappyConnectDashboard.class.getResource("/" + path)).isNotNull();
            assertThat(RuntimeHintsPredicates.resource().forResource(path)).accepts(generation.getRuntimeHints());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        HappyConnectAutoConfiguration.class,
        HappyConnectHistoryAutoConfiguration.class,
        HappyConnectEndpointAutoConfiguration.class,
        HappyConnectDashboardAutoConfiguration.class
    })
    static class Application {}
}
