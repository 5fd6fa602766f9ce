package io.happyconnect.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Type;

/** A real DNS server on a loopback address, UDP and TCP, that answers from a zone and remembers what it was asked. */
final class DnsServer implements AutoCloseable {

    /** A question as it came in. */
    record Asked(String name, String type, String transport, long at) {
        @Override
        public String toString() {
            return type + " " + name + (transport.equals("udp") ? "" : " " + transport);
        }
    }

    final Zone zone = new Zone();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile boolean refusesEdns;

    private final InetSocketAddress address;
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1, DnsServer::daemon);

    DnsServer() throws IOException {
        this("127.0.0.1", 0);
    }

    DnsServer(String host, int port) throws IOException {
        InetAddress local = InetAddress.getByName(host);
        tcp = new ServerSocket();
        udp = bind(tcp, local, port);
        address = new InetSocketAddress(local, udp.getLocalPort());
        daemon(this::serveUdp).start();
        daemon(this::serveTcp).start();
    }

    /** The same port twice; a free one of one kind may be taken in the other. */
    private static DatagramSocket bind(ServerSocket tcp, InetAddress local, int port) throws IOException {
        for (int i = 1; ; i++) {
            var udp = new DatagramSocket(new InetSocketAddress(local, port));
            try {
                tcp.bind(new InetSocketAddress(local, udp.getLocalPort()));
                return udp;
            } catch (IOException taken) {
                udp.close();
                if (port != 0 || i == 50) {
                    tcp.close();
                    throw taken;
                }
            }
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "test-dns-server");
        thread.setDaemon(true);
        return thread;
    }

    InetSocketAddress address() {
        return address;
    }

    List<String> questions() {
        return asked.stream().map(Asked::toString).toList();
    }

    private void serveUdp() {
        byte[] buffer = new byte[65_535];
        while (!udp.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                var query = new Message(java.util.Arrays.copyOf(buffer, packet.getLength()));
                answerUdp(query, new InetSocketAddress(packet.getAddress(), packet.getPort()));
            } catch (IOException closedOrGarbage) {
                // Goes on while it is open.
            }
        }
    }

    private Zone.Behaviour note(Message query, String transport) {
        asked.add(new Asked(
                query.getQuestion().getName().toString(true),
                Type.string(query.getQuestion().getType()),
                transport,
                System.nanoTime()));
        return zone.behaviour(query.getQuestion());
    }

    private void answerUdp(Message query, InetSocketAddress client) {
        Zone.Behaviour behaviour = note(query, "udp");
        if (behaviour.silent) {
            return;
        }
        byte[] wire = udpAnswer(query, behaviour);
        later(behaviour.delayMillis, () -> {
            if (behaviour.before != null) {
                sendUdp(behaviour.before, client);
                byte[] wrongId = wire.clone();
                wrongId[0]++;
                sendUdp(wrongId, client);
            }
            if (!behaviour.onlyGarbage) {
                sendUdp(wire, client);
            }
        });
    }

    private byte[] udpAnswer(Message query, Zone.Behaviour behaviour) {
        if (refusesEdns && query.getOPT() != null) {
            var refusal = new Message(query.getHeader().getID());
            refusal.getHeader().setFlag(Flags.QR);
            refusal.getHeader().setRcode(org.xbill.DNS.Rcode.FORMERR);
            return refusal.toWire();
        }
        Message answer = zone.answer(query, behaviour);
        OPTRecord opt = query.getOPT();
        int most = opt == null ? 512 : opt.getPayloadSize();
        if (behaviour.truncated) {
            answer.removeAllRecords(org.xbill.DNS.Section.ANSWER);
            answer.getHeader().setFlag(Flags.TC);
        }
        return answer.toWire(most);
    }

    private void sendUdp(byte[] bytes, InetSocketAddress client) {
        try {
            udp.send(new DatagramPacket(bytes, bytes.length, client));
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void later(int millis, Runnable task) {
        if (millis == 0) {
            task.run();
        } else {
            later.schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                var in = new DataInputStream(socket.getInputStream());
                var query = new Message(in.readNBytes(in.readUnsignedShort()));
                Zone.Behaviour behaviour = note(query, "tcp");
                byte[] wire = zone.answer(query, behaviour).toWire(65_535);
                var out = new DataOutputStream(socket.getOutputStream());
                // In two pieces, as a network may deliver it.
                out.writeShort(wire.length);
                out.write(wire, 0, wire.length / 2);
                out.flush();
                out.write(wire, wire.length / 2, wire.length - wire.length / 2);
                out.flush();
            } catch (IOException closedOrGarbage) {
                // Goes on while it is open.
            }
        }
    }

    @Override
    public void close() {
        udp.close();
        later.shutdownNow();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
