package io.happyconnect.sample;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the demonstration. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public final class SampleApplication {

    private SampleApplication() {}

    /**
     * Starts the demonstration, and ends it again if the arguments say {@code --once}.
     *
     * @param args host and port, or a URL, to connect to; nothing to see the broken neighbourhood; and Spring Boot's own
     */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SampleApplication.class);
        boolean once = List.of(args).contains("--once");
        if (once) {
            application.setWebApplicationType(WebApplicationType.NONE);
        }
        ConfigurableApplicationContext context = application.run(args);
        if (once) {
            System.exit(SpringApplication.exit(context));
        }
    }
}
