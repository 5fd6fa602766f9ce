package io.happyconnect.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Protocol;

/** Writes down, one line each, the events that have to do with connecting. */
final class Events extends EventListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    /** {@return the events of a kind} */
    List<String> of(String kind) {
        return events.stream().filter(event -> event.startsWith(kind + " ")).toList();
    }

    void clear() {
        events.clear();
    }

    @Override
    public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
        events.add("dnsEnd " + domainName + " "
                + addresses.stream().map(InetAddress::getHostAddress).toList());
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        events.add("connectStart " + text(address));
    }

    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, Protocol protocol) {
        events.add("connectEnd " + text(address));
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, Protocol protocol, IOException failure) {
        events.add("connectFailed " + text(address) + ": " + failure + "; " + failure.getCause());
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        events.add("connectionAcquired " + text(connection.route().socketAddress()));
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }
}
