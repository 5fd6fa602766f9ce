package io.happyconnect.boot.endpoint;

import java.util.List;

/**
 * What the application is made of where it connects, as far as it is made of beans and properties.
 *
 * @param clients HTTP clients that connect through a connector: {@code OkHttp}, {@code RestClient}
 * @param resolvers what finds addresses: {@code happy-connect.hosts} before all others, and beans with their types
 * @param routes what leads elsewhere than to the addresses of a name, top to bottom: aliases, Unix domain sockets, beans such as
 *     SSH tunnels, proxies
 */
public record SetupDescriptor(List<String> clients, List<String> resolvers, List<String> routes) {

    /** Copies the lists. */
    public SetupDescriptor {
        clients = List.copyOf(clients);
        resolvers = List.copyOf(resolvers);
        routes = List.copyOf(routes);
    }
}
