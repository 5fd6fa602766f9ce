package io.happyconnect;

import javax.net.SocketFactory;

final class HappySocketFactory extends SocketFactory {
    HappySocketFactory(HappyConnector c) {}

    @Override
    public java.net.Socket createSocket(String h, int p) {
        throw new UnsupportedOperationException();
    }

    @Override
    public java.net.Socket createSocket(String h, int p, java.net.InetAddress l, int lp) {
        throw new UnsupportedOperationException();
    }

    @Override
    public java.net.Socket createSocket(java.net.InetAddress h, int p) {
        throw new UnsupportedOperationException();
    }

    @Override
    public java.net.Socket createSocket(java.net.InetAddress h, int p, java.net.InetAddress l, int lp) {
        throw new UnsupportedOperationException();
    }
}
