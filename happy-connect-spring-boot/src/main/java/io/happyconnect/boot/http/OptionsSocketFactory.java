package io.happyconnect.boot.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslOptions;

/** Makes sockets that have the protocols and ciphers of an SSL bundle enabled, and no others. */
final class OptionsSocketFactory extends SSLSocketFactory {

    private final SSLSocketFactory delegate;
    private final SslOptions options;

    OptionsSocketFactory(SSLSocketFactory delegate, SslOptions options) {
        this.delegate = delegate;
        this.options = options;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return options.getCiphers() == null
                ? delegate.getDefaultCipherSuites()
                : options.getCiphers().clone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return delegate.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return restricted(delegate.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return restricted(delegate.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return restricted(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, @Nullable InetAddress localHost, int localPort)
            throws IOException {
        return restricted(delegate.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return restricted(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        return restricted(delegate.createSocket(address, port, localAddress, localPort));
    }

    private Socket restricted(Socket socket) throws IOException {
        SSLSocket ssl = (SSLSocket) socket;
        try {
            if (options.getEnabledProtocols() != null) {
                ssl.setEnabledProtocols(options.getEnabledProtocols());
            }
            if (options.getCiphers() != null) {
                ssl.setEnabledCipherSuites(options.getCiphers());
            }
        } catch (IllegalArgumentException unsupported) {
            // On the way to a connection nothing but an IOException is expected.
            throw new IOException("SSL bundle: " + unsupported.getMessage(), unsupported);
        }
        return socket;
    }
}
