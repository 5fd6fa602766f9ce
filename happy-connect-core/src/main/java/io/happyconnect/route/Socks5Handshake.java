package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SOCKS 5, RFC 1928, with user and password, RFC 1929. Every answer has a length of its own, so it ends. */
final class Socks5Handshake implements Handshake {

    private static final int VERSION = 5;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int NO_METHOD = 0xff;

    private final ProxyServer server;
    private final @Nullable String user;
    private final @Nullable String password;

    Socks5Handshake(ProxyServer server, @Nullable String user, @Nullable String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    @Override
    public void ask(Socket proxy, Target target) throws IOException {
        InputStream in = proxy.getInputStream();
        OutputStream out = proxy.getOutputStream();
        out.write(
                user == null
                        ? new byte[] {VERSION, 1, NO_AUTHENTICATION}
                        : new byte[] {VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD});
        expect(VERSION, in);
        int method = next(in);
        if (method == USER_AND_PASSWORD && user != null) {
            authenticate(in, out);
        } else if (method == NO_METHOD || (method == USER_AND_PASSWORD && user == null)) {
            throw new ConnectException("proxy " + server
                    + (user == null ? " asks for a user and a password" : " takes neither a user nor nobody"));
        } else if (method != NO_AUTHENTICATION) {
            throw garbage();
        }
        out.write(request(target));
        readReply(in, target);
    }

    private void authenticate(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(1);
        writeText(Objects.requireNonNull(user), request);
        writeText(Objects.requireNonNull(password), request);
        out.write(request.toByteArray());
        next(in); // The version, which proxies of this world fill with 1 or 5.
        if (next(in) != 0) {
            throw new ConnectException("proxy " + server + " does not accept user or password");
        }
    }

    private static byte[] request(Target target) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(VERSION);
        request.write(CONNECT);
        request.write(0);
        if (target.isLiteral()) {
            InetAddress address = target.literal().orElseThrow();
            request.write(address instanceof Inet4Address ? IPV4 : IPV6);
            request.write(address.getAddress());
        } else {
            request.write(NAME);
            writeText(target.host(), request);
        }
        request.write(target.port() >> 8);
        request.write(target.port());
        return request.toByteArray();
    }

    private static void writeText(String text, ByteArrayOutputStream to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.write(bytes.length);
        to.write(bytes);
    }

    private void readReply(InputStream in, Target target) throws IOException {
        expect(VERSION, in);
        int reply = next(in);
        if (reply != 0) {
            throw refusal(reply, target);
        }
        next(in);
        int length = switch (next(in)) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case NAME -> next(in);
            default -> throw garbage();
        };
        // The address the proxy is bound to, and its port: nobody needs them, but they are in the way.
        for (int i = 0; i < length + 2; i++) {
            next(in);
        }
    }

    private IOException refusal(int reply, Target target) {
        String what = "proxy " + server + " does not connect to " + target + ": ";
        return switch (reply) {
            case 1 -> new SocketException(what + "general failure");
            case 2 -> new ConnectException(what + "permission denied by its rules");
            case 3 -> new SocketException(what + "network is unreachable");
            case 4 -> new NoRouteToHostException(what + "host unreachable");
            case 5 -> new ConnectException(what + "connection refused");
            case 6 -> new ConnectException(what + "timed out (TTL expired)");
            case 7, 8 -> new ConnectException(what + "it does not support the request");
            default -> new ConnectException(what + "reply " + reply);
        };
    }

    private void expect(int expected, InputStream in) throws IOException {
        if (next(in) != expected) {
            throw garbage();
        }
    }

    private int next(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("proxy " + server + " hung up in the handshake");
        }
        return b;
    }

    private ProtocolException garbage() {
        return new ProtocolException("proxy " + server + " does not speak SOCKS 5");
    }
}
