package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.Loopback;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@link OddMachineTest} runs in a JVM of its own; prints a line for each thing that happened. */
final class OddMachine {

    private OddMachine() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "families" -> families();
            case "descriptors" -> descriptors(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** A name with both families, the literals, and a name of the system. */
    private static void families() throws IOException {
        InetAddress ipv6 = InetAddress.getByName("::1");
        try (EchoServer server = new EchoServer(ipv4(1), 0);
                HappyConnector connector = HappyConnector.builder()
                        .resolver(Names.all(List.of(ipv6, Loopback.ipv4(1))))
                        .build();
                HappyConnector system = HappyConnector.create()) {
            int port = server.address().getPort();
            say("both", () -> connector.connect("both.test", port));
            say("ipv4 literal", () -> connector.connect("127.0.0.1", port));
            say("mapped literal", () -> connector.connect("::ffff:127.0.0.1", port));
            say("ipv6 literal", () -> connector.connect("::1", port));
            say("localhost", () -> system.connect("localhost", port));
            say("socket factory", () -> connector.socketFactory().createSocket("both.test", port));
        }
    }

    private interface Connect {
        Socket connect() throws IOException;
    }

    private static void say(String what, Connect connect) {
        try (Socket socket = connect.connect()) {
            System.out.println(what + ": " + socket.getInetAddress().getHostAddress());
        } catch (IOException e) {
            System.out.println(what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Uses every descriptor the process may have, connects, gives them back and connects again. */
    private static void descriptors(int port) throws Exception {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(Names.all(List.of(ipv4(1), ipv4(2))))
                .connectTimeout(Duration.ofSeconds(20))
                .build()) {
            say("before", () -> connector.connect("few.test", port));
            say("before", () -> connector.socketFactory().createSocket("few.test", port));
            // Once without success, so that all classes of failure are loaded: loading them takes descriptors.
            say("refused", () -> connector.socketFactory().createSocket("127.0.0.9", 1));
            say("refused", () -> connector.connect("127.0.0.9", 1));
            for (int round = 1; round <= 3; round++) {
                List<FileInputStream> all = new ArrayList<>();
                try {
                    while (true) {
                        all.add(new FileInputStream("/dev/null"));
                    }
                } catch (IOException none) {
                    System.out.println("taken in round " + round);
                }
                say("without", () -> connector.connect("few.test", port));
                say("socket factory without", () -> connector.socketFactory().createSocket("few.test", port));
                for (FileInputStream one : all) {
                    one.close();
                }
                for (int i = 0; i < 100; i++) {
                    connector.connect("few.test", port).close();
                }
                say("after", () -> connector.connect("few.test", port));
            }
        }
    }
}
