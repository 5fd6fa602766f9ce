package io.happyconnect.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on loopback that has an answer for every name, each given so long after its question. */
final class DelayingDnsServer implements AutoCloseable {

    private static final byte[] IPV4 = {127, 0, 0, 1};
    private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private record Due(long at, DatagramPacket answer) {}

    private final DatagramSocket socket;
    private final long delayNanos;
    private final Deque<Due> due = new ArrayDeque<>(); // guarded by itself
    private final Thread answering = new Thread(this::answer, "benchmark-dns-answers");

    DelayingDnsServer(long delayNanos) throws IOException {
        this.delayNanos = delayNanos;
        this.socket = new DatagramSocket(0, InetAddress.getByAddress(IPV4));
        Thread listening = new Thread(this::listen, "benchmark-dns");
        listening.setDaemon(true);
        answering.setDaemon(true);
        listening.start();
        answering.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void listen() {
        byte[] buffer = new byte[2_048];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                long at = System.nanoTime() + delayNanos;
                byte[] answer = answerTo(new Message(Arrays.copyOf(buffer, packet.getLength())));
                synchronized (due) {
                    due.add(new Due(at, new DatagramPacket(answer, answer.length, packet.getSocketAddress())));
                }
                LockSupport.unpark(answering);
            } catch (IOException closed) {
                // The loop looks whether it is.
            }
        }
        LockSupport.unpark(answering);
    }

    private static byte[] answerTo(Message query) throws IOException {
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        Name name = query.getQuestion().getName();
        answer.addRecord(
                query.getQuestion().getType() == Type.A
                        ? new ARecord(name, DClass.IN, 3_600, InetAddress.getByAddress(IPV4))
                        : new AAAARecord(name, DClass.IN, 3_600, InetAddress.getByAddress(IPV6)),
                Section.ANSWER);
        return answer.toWire();
    }

    private void answer() {
        while (!socket.isClosed()) {
            Due first;
            synchronized (due) {
                first = due.peek();
            }
            long left = first == null ? Long.MAX_VALUE : first.at - System.nanoTime();
            if (first == null || left > 0) {
                LockSupport.parkNanos(this, left);
                continue;
            }
            synchronized (due) {
                due.remove();
            }
            try {
                socket.send(first.answer);
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
