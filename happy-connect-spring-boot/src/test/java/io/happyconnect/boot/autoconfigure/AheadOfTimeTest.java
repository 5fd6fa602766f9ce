package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.endpoint.AddressDescriptor;
import io.happyconnect.boot.endpoint.HappyConnectDescriptor;
import io.happyconnect.boot.endpoint.RaceDescriptor;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

/** An application that was processed ahead of time, as for a native image. */
class AheadOfTimeTest {

    private static final String[] PROPERTIES = {
        "management.endpoints.web.exposure.include=happyconnect", "happy-connect.connect-timeout=3s"
    };

    @TempDir
    private Path directory;

    private RuntimeHints hints;
    private ClassName initializer;

    @BeforeEach
    void process() {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("io.happyconnect.boot.aot", "Application")),
                new FileSystemGeneratedFiles(directory));
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(PROPERTIES).applyTo(context);
            context.register(Application.class);
            initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();
        hints = generation.getRuntimeHints();
    }

    @Test
    void thePropertiesAndTheAnswersOfTheEndpointCanBeReflectedOn() {
        assertThat(RuntimeHintsPredicates.reflection().onType(HappyConnectProperties.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(HappyConnectProperties.Metrics.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onType(TargetProperties.class))
                .accepts(hints);
        for (Class<?> answer : List.of(HappyConnectDescriptor.class, RaceDescriptor.class, AddressDescriptor.class)) {
            assertThat(RuntimeHintsPredicates.reflection().onType(answer)).accepts(hints);
        }
    }

    @Test
    void theGeneratedApplicationStartsAndHasAConnector() throws Exception {
        compile();
        List<URL> urls = new ArrayList<>();
        urls.add(directory.resolve("classes").toUri().toURL());
        for (String entry : classPath().split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        // One loader for all: the generated classes call what is package-private.
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> runner = loader.loadClass(Runner.class.getName());
            assertThat(runner.getMethod("run", String.class, String[].class)
                            .invoke(null, initializer.canonicalName(), PROPERTIES))
                    .isEqualTo("PT3S [happyConnectHistory, happyConnectLog, happyConnectMetrics] true");
        }
    }

    private void compile() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(directory.resolve("classes"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(directory.resolve("sources"))) {
            List<Path> java =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            assertThat(java).isNotEmpty();
            assertThat(compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-d", classes.toString(), "-proc:none", "-nowarn", "-cp", classPath()),
                                    null,
                                    files.getJavaFileObjectsFromPaths(java))
                            .call())
                    .isTrue();
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        HappyConnectAutoConfiguration.class,
        HappyConnectEndpointAutoConfiguration.class,
        HappyConnectHealthAutoConfiguration.class,
        HappyConnectHistoryAutoConfiguration.class,
        HappyConnectMetricsAutoConfiguration.class,
        HappyConnectOkHttpAutoConfiguration.class,
        MetricsAutoConfiguration.class,
        CompositeMeterRegistryAutoConfiguration.class,
        SimpleMetricsExportAutoConfiguration.class,
        EndpointAutoConfiguration.class,
        WebEndpointAutoConfiguration.class
    })
    static class Application {}

    /** Starts the generated application inside of its own class loader. */
    public static final class Runner {

        private Runner() {}

        @SuppressWarnings("unchecked")
        public static String run(String initializer, String[] properties) throws Exception {
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                TestPropertyValues.of(properties).applyTo(context);
                ((ApplicationContextInitializer<GenericApplicationContext>)
                                Class.forName(initializer).getConstructor().newInstance())
                        .initialize(context);
                context.refresh();
                return context.getBean(HappyConnector.class).connectTimeout()
                        + " "
                        + Stream.of(context.getBeanNamesForType(io.happyconnect.observe.RaceListener.class))
                                .sorted()
                                .toList()
                        + " "
                        + context.containsBean("happyConnectEndpoint");
            }
        }
    }
}
