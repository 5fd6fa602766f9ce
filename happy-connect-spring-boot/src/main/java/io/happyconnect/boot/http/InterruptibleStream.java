package io.happyconnect.boot.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A response's body, reading from which an interrupt ends. */
final class InterruptibleStream extends FilterInputStream {

    private final OpenCall call;

    InterruptibleStream(InputStream body, OpenCall call) {
        super(body);
        this.call = call;
    }

    @Override
    public int read() throws IOException {
        call.beginToWait();
        try {
            return in.read();
        } catch (IOException failure) {
            throw call.translated(failure);
        } finally {
            call.endToWait();
        }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            // Okio would wait for something to come; InputStream.readNBytes asks for nothing at its end.
            return 0;
        }
        call.beginToWait();
        try {
            return in.read(b, off, len);
        } catch (IOException failure) {
            throw call.translated(failure);
        } finally {
            call.endToWait();
        }
    }

    @Override
    public long skip(long n) throws IOException {
        call.beginToWait();
        try {
            return in.skip(n);
        } catch (IOException failure) {
            throw call.translated(failure);
        } finally {
            call.endToWait();
        }
    }
}
