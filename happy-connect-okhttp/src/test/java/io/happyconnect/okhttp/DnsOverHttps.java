package io.happyconnect.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;

/** As much of RFC 8484 as a lookup of IPv4 addresses needs: a question over HTTPS, and a server for it. */
final class DnsOverHttps implements Dns {

    private static final int TYPE_A = 1;
    private static final int CLASS_IN = 1;

    private final OkHttpClient client;
    private final String url;

    DnsOverHttps(OkHttpClient client, String url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        String question = question(hostname).base64Url().replace("=", "");
        try (Response response = Calls.get(client, url + "?dns=" + question).execute()) {
            return addresses(hostname, new Buffer().write(response.body().bytes()));
        } catch (IOException e) {
            UnknownHostException unknown = new UnknownHostException(hostname);
            unknown.initCause(e);
            throw unknown;
        }
    }

    private static ByteString question(String hostname) {
        Buffer message = new Buffer();
        message.writeShort(0).writeShort(0x0100).writeShort(1).writeShort(0).writeInt(0);
        for (String label : hostname.split("\\.")) {
            message.writeByte(label.length()).writeUtf8(label);
        }
        return message.writeByte(0).writeShort(TYPE_A).writeShort(CLASS_IN).readByteString();
    }

    private static List<InetAddress> addresses(String hostname, Buffer message) throws IOException {
        message.skip(4);
        message.skip(2);
        int answers = message.readShort();
        message.skip(4);
        message.skip(question(hostname).size() - 12);
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            message.skip(2 + 2 + 2 + 4 + 2);
            addresses.add(InetAddress.getByAddress(hostname, message.readByteArray(4)));
        }
        return addresses;
    }

    /** A server that knows one host. */
    static Dispatcher answering(InetAddress... addresses) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                ByteString question = ByteString.decodeBase64(request.getUrl().queryParameter("dns"));
                Buffer message = new Buffer();
                message.writeShort(0)
                        .writeShort(0x8180)
                        .writeShort(1)
                        .writeShort(addresses.length)
                        .writeInt(0)
                        .write(question.substring(12));
                for (InetAddress address : addresses) {
                    message.writeShort(0xc00c)
                            .writeShort(TYPE_A)
                            .writeShort(CLASS_IN)
                            .writeInt(60)
                            .writeShort(4)
                            .write(address.getAddress());
                }
                return new MockResponse.Builder()
                        .addHeader("Content-Type: application/dns-message")
                        .body(message)
                        .build();
            }
        };
    }
}
