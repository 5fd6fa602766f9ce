package io.happyconnect.soak;

import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications of the starter that start, connect and end. */
final class Contexts {

    private final Neighbourhood neighbourhood;

    Contexts(Neighbourhood neighbourhood) {
        this.neighbourhood = neighbourhood;
    }

    /** One of them, from its start to its end. */
    void refresh() throws IOException {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                Application.class,
                "--spring.main.banner-mode=off",
                "--spring.jmx.enabled=false",
                "--logging.level.root=ERROR",
                "--happy-connect.hosts." + Neighbourhood.WEB_HOST + "=127.0.0.20,127.0.0.21",
                "--happy-connect.hosts.echo.soak.test=127.0.0.11,127.0.0.14")) {
            HappyConnector connector = context.getBean(HappyConnector.class);
            connector.connect(Target.of("echo.soak.test", neighbourhood.port())).close();
            OkHttpClient client = context.getBean(OkHttpClient.Builder.class).build();
            Request request = new Request.Builder().url(neighbourhood.url()).build();
            try (Response response = client.newCall(request).execute()) {
                response.body().string();
            }
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    @SpringBootApplication
    static class Application {}
}
