package io.happyconnect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One call on a socket, so that what it comes to can be compared between two sockets. */
record SocketOperation(String name, Action action) {

    interface Action {
        Object on(Socket socket) throws Exception;
    }

    private static final int[] NUMBERS = {-1, 0, 1, 8, 100, 255, 256, 30_000, 65_536};

    /** Everything that can be read of a socket: every getter, and every option it supports. */
    static List<SocketOperation> reading() {
        List<SocketOperation> all = new ArrayList<>();
        for (Method method : Socket.class.getMethods()) {
            if (method.getDeclaringClass() == Socket.class
                    && method.getParameterCount() == 0
                    && method.getName().matches("(get|is).*|toString|supportedOptions")) {
                all.add(new SocketOperation(method.getName(), socket -> call(method, socket)));
            }
        }
        for (SocketOption<?> option : options()) {
            all.add(new SocketOperation("getOption " + option, socket -> socket.getOption(option)));
        }
        all.sort(Comparator.comparing(SocketOperation::name));
        return all;
    }

    /** Every setter with values on both sides of what is allowed, every option, and everything else that changes a socket. */
    static List<SocketOperation> changing() {
        List<SocketOperation> all = new ArrayList<>();
        for (Method method : Socket.class.getMethods()) {
            if (method.getName().matches("set.*")
                    && Arrays.equals(method.getParameterTypes(), new Class<?>[] {int.class})) {
                for (int number : NUMBERS) {
                    all.add(new SocketOperation(
                            method.getName() + " " + number, socket -> call(method, socket, number)));
                }
            }
            if (method.getName().matches("set.*")
                    && Arrays.equals(method.getParameterTypes(), new Class<?>[] {boolean.class})) {
                for (boolean flag : new boolean[] {false, true}) {
                    all.add(new SocketOperation(method.getName() + " " + flag, socket -> call(method, socket, flag)));
                }
            }
        }
        for (int number : NUMBERS) {
            all.add(changing("setSoLinger true " + number, socket -> socket.setSoLinger(true, number)));
        }
        all.add(changing("setSoLinger false", socket -> socket.setSoLinger(false, 7)));
        all.add(changing("setPerformancePreferences", socket -> socket.setPerformancePreferences(1, 2, 3)));
        for (SocketOption<?> option : options()) {
            all.addAll(setting(option));
        }
        all.add(changing("traffic class, then option", socket -> {
            socket.setTrafficClass(8);
            socket.setOption(StandardSocketOptions.IP_TOS, 16);
        }));
        all.add(changing("option, then traffic class", socket -> {
            socket.setOption(StandardSocketOptions.IP_TOS, 16);
            socket.setTrafficClass(8);
        }));
        all.add(changing("option, then method", socket -> {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setTcpNoDelay(false);
        }));
        all.add(changing("bind to any", socket -> socket.bind(null)));
        all.add(changing(
                "bind to an unresolved address",
                socket -> socket.bind(InetSocketAddress.createUnresolved("a.test", 0))));
        all.add(changing(
                "bind to an address of somebody else", socket -> socket.bind(new InetSocketAddress("192.0.2.1", 0))));
        all.add(changing("connect to nothing", socket -> socket.connect(null)));
        all.add(changing(
                "connect with a negative timeout",
                socket -> socket.connect(new InetSocketAddress("127.0.0.1", 1), -1)));
        all.add(new SocketOperation(
                "input stream", socket -> Set.of(socket.getInputStream()).contains(socket.getInputStream())));
        all.add(new SocketOperation(
                "output stream", socket -> Set.of(socket.getOutputStream()).contains(socket.getOutputStream())));
        all.add(new SocketOperation(
                "available", socket -> socket.getInputStream().available()));
        all.add(changing("shutdownInput", Socket::shutdownInput));
        all.add(changing("shutdownOutput", Socket::shutdownOutput));
        all.add(changing("shutdownInput twice", socket -> {
            socket.shutdownInput();
            socket.shutdownInput();
        }));
        all.add(new SocketOperation("read after shutdownInput", socket -> {
            var in = socket.getInputStream();
            socket.shutdownInput();
            return in.read();
        }));
        all.add(changing("write after shutdownOutput", socket -> {
            var out = socket.getOutputStream();
            socket.shutdownOutput();
            out.write(1);
        }));
        all.add(changing("sendUrgentData", socket -> socket.sendUrgentData(1)));
        all.add(changing("close", Socket::close));
        all.add(changing(
                "close the input stream", socket -> socket.getInputStream().close()));
        all.add(changing(
                "close the output stream", socket -> socket.getOutputStream().close()));
        all.sort(Comparator.comparing(SocketOperation::name));
        return all;
    }

    private interface Change {
        void on(Socket socket) throws Exception;
    }

    private static SocketOperation changing(String name, Change change) {
        return new SocketOperation(name, socket -> {
            change.on(socket);
            return "done";
        });
    }

    private static <T> List<SocketOperation> setting(SocketOption<T> option) {
        List<SocketOperation> all = new ArrayList<>();
        List<?> values = option.type() == Boolean.class
                ? List.of(false, true)
                : Arrays.stream(NUMBERS).boxed().toList();
        for (Object value : values) {
            all.add(changing(
                    "setOption " + option + " " + value,
                    socket -> socket.setOption(option, option.type().cast(value))));
        }
        all.add(changing("setOption " + option + " null", socket -> socket.setOption(option, null)));
        return all;
    }

    /** All options a plain socket supports, and one that it does not. */
    private static List<SocketOption<?>> options() {
        try (Socket plain = new Socket()) {
            List<SocketOption<?>> options = new ArrayList<>(plain.supportedOptions());
            options.add(StandardSocketOptions.SO_BROADCAST);
            return options;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Object call(Method method, Socket socket, Object... arguments) throws Exception {
        try {
            return method.invoke(socket, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw thrown;
        }
    }

    /** What it returns or throws, without what must differ between two sockets. */
    String outcomeOn(Socket socket) {
        String outcome;
        try {
            outcome = describe(action.on(socket));
        } catch (Exception thrown) {
            outcome = thrown.getClass().getName() + ": " + thrown.getMessage();
        }
        int local = socket.getLocalPort();
        return local > 0 ? outcome.replaceAll("\\b" + local + "\\b", "LOCAL") : outcome;
    }

    private static String describe(Object result) {
        if (result instanceof InputStream || result instanceof OutputStream || result instanceof Socket) {
            return "there is one";
        }
        if (result instanceof Set<?> set) {
            return set.stream().map(String::valueOf).sorted().toList().toString();
        }
        return String.valueOf(result);
    }

    /** Everything that can be read of a socket. */
    static Map<String, String> portrait(Socket socket) {
        Map<String, String> portrait = new TreeMap<>();
        for (SocketOperation operation : reading()) {
            portrait.put(operation.name(), operation.outcomeOn(socket));
        }
        return portrait;
    }

    @Override
    public String toString() {
        return name;
    }
}
