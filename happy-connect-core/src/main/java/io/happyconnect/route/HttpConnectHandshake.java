package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** HTTP CONNECT, RFC 9110 §9.3.6: "any 2xx response indicates that the sender will switch to tunnel mode". */
final class HttpConnectHandshake implements Handshake {

    /** As much as web servers take for a header; a proxy's is 100 bytes. */
    static final int MOST_BYTES = 8192;

    private static final byte[] BEGINNING = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_REASON = 80;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ProxyServer server;
    private final @Nullable String user;
    private final @Nullable String password;

    HttpConnectHandshake(ProxyServer server, @Nullable String user, @Nullable String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    @Override
    public void ask(Socket proxy, Target target) throws IOException {
        proxy.getOutputStream().write(request(target));
        HeaderReader header = new HeaderReader(proxy.getInputStream());
        String status = header.nextStatusLine();
        while (isInterim(status)) {
            status = header.nextStatusLine();
        }
        int code = code(status);
        if (code < 200 || code > 299) {
            throw refusal(target, code, status);
        }
    }

    private byte[] request(Target target) {
        // Without the trailing dot of an absolute name, which is no part of a host in HTTP.
        String host = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
        String authority = host + ":" + target.port();
        StringBuilder request = new StringBuilder("CONNECT ")
                .append(authority)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority)
                .append("\r\n");
        if (user != null) {
            byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            request.append("Proxy-Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(credentials))
                    .append("\r\n");
        }
        return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private boolean isInterim(String status) throws ProtocolException {
        int code = code(status);
        return code >= 100 && code <= 199;
    }

    private int code(String status) throws ProtocolException {
        String[] words = status.split(" ", 3);
        if (words.length < 2 || !words[1].matches("[1-9][0-9][0-9]")) {
            throw garbage();
        }
        return Integer.parseInt(words[1]);
    }

    private IOException refusal(Target target, int code, String status) {
        if (code == PROXY_AUTHENTICATION_REQUIRED) {
            return new ConnectException("proxy " + server
                    + (user == null
                            ? " asks for a user and a password (407)"
                            : " does not accept user or password (407)"));
        }
        String reason = status.substring(status.indexOf(' ') + 1);
        return new ConnectException("proxy " + server + " does not connect to " + target + ": " + printable(reason));
    }

    private static String printable(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST_REASON));
        return start.replaceAll("[^\\x20-\\x7e]", "?").strip();
    }

    private ProtocolException garbage() {
        return new ProtocolException("proxy " + server + " does not speak HTTP");
    }

    /** Reads byte by byte: what follows the header belongs to the target. */
    private final class HeaderReader {

        private final InputStream in;
        private int read;

        HeaderReader(InputStream in) {
            this.in = in;
        }

        /** Reads a header up to its end. {@return its first line} */
        String nextStatusLine() throws IOException {
            String status = nextLine(BEGINNING);
            String line = status;
            while (!line.isEmpty()) {
                line = nextLine(new byte[0]);
            }
            return status;
        }

        private String nextLine(byte[] beginning) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(80);
            for (int b = next(); b != '\n'; b = next()) {
                if (line.size() < beginning.length && b != beginning[line.size()]) {
                    throw garbage();
                }
                line.write(b);
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }

        private int next() throws IOException {
            if (read == MOST_BYTES) {
                throw new ProtocolException(
                        "proxy " + server + " answered with a header of more than " + MOST_BYTES + " bytes");
            }
            int b = in.read();
            if (b < 0) {
                throw new EOFException(
                        "proxy " + server + " hung up " + (read == 0 ? "without an answer" : "in its answer"));
            }
            read++;
            return b;
        }
    }
}
