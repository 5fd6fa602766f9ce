package io.happyconnect.boot.http;

import io.happyconnect.HappyConnector;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.client.ClientHttpRequestFactory;

/** Makes request factories of any client, and closes all of them. */
final class Clients implements AutoCloseable {

    final HappyConnector connector;
    final HttpConnections connections;
    private final List<DisposableBean> made = new ArrayList<>();

    Clients() {
        this(HappyConnector.create());
    }

    Clients(HappyConnector connector) {
        this.connector = connector;
        this.connections = new HttpConnections(connector);
    }

    ClientHttpRequestFactory factory(Client client) {
        return factory(client, HttpClientSettings.defaults());
    }

    ClientHttpRequestFactory factory(Client client, HttpClientSettings settings) {
        ClientHttpRequestFactory factory = client.builder(connections).build(settings);
        if (factory instanceof DisposableBean disposable) {
            made.add(disposable);
        }
        return factory;
    }

    OkHttpClientHttpRequestFactory happy() {
        return (OkHttpClientHttpRequestFactory) factory(Client.HAPPY);
    }

    @Override
    public void close() throws Exception {
        for (DisposableBean factory : made) {
            factory.destroy();
        }
        connections.close();
        connector.close();
    }
}
