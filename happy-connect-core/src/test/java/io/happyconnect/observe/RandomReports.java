package io.happyconnect.observe;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reports that no race would write: any number of anything, in any order, of any length, in any script. */
final class RandomReports {

    private static final String UNTAMED =
            "ab c.:[]%\\\"-= \n\r\t\0\u0007\u001b\u007f\u0085\u00a0\u00e9\u0301\u200b\u2028"
                    + "\u202e\u2066\ufeff\uffff\ud800\udc00\u63a5\u7d9a\ue000";

    private final Random random;

    RandomReports(long seed) {
        random = new Random(seed);
    }

    RaceReport next() {
        Target target = target();
        RaceStart start =
                new RaceStart(random.nextLong(), text(60), target, Instant.ofEpochMilli(random.nextLong() / 1_000_000));
        return new RaceReport(
                start,
                any(RaceOutcome.values()),
                duration(),
                duration(),
                list(random.nextInt(8) == 0 ? 30 : 4, () -> answer(target)),
                list(random.nextInt(20) == 0 ? 200 : 8, () -> attempt(target)));
    }

    private Target target() {
        String host = any(
                "example.com",
                "a",
                "2001:db8::1",
                "192.0.2.1",
                "a-name-of-some-length.in-a-zone-of-some-length.a-region-of-some-length.example.com",
                ("x".repeat(63) + ".").repeat(3) + "example.com");
        return Target.of(host, port());
    }

    private int port() {
        return any(1, 443, 65535);
    }

    private AnswerReport answer(Target target) {
        return new AnswerReport(
                random.nextBoolean() ? null : any(AddressFamily.values()),
                duration(),
                list(random.nextInt(8) == 0 ? 60 : 5, () -> candidate(target)),
                list(5, () -> new RefusedCandidate(candidate(target), text(40))),
                random.nextBoolean() ? null : any(new IOException(text(300)), new UnknownHostException(text(20))));
    }

    private AttemptReport attempt(Target target) {
        AttemptOutcome outcome = any(AttemptOutcome.values());
        Throwable failure = random.nextInt(3) == 0 ? null : failure();
        return new AttemptReport(
                random.nextInt(300),
                candidate(target),
                duration(),
                duration(),
                outcome,
                failure == null || random.nextInt(4) == 0 ? null : FailureCause.of(failure),
                failure);
    }

    private Throwable failure() {
        return switch (random.nextInt(6)) {
            case 0 -> new ConnectException("Connection refused");
            case 1 -> new SocketTimeoutException("Connect timed out");
            case 2 -> new SocketException(text(40));
            case 3 -> new IOException(text(random.nextInt(20) == 0 ? 2_000 : 200));
            case 4 -> new AssertionError();
            default ->
                new IOException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("lazy and broken");
                    }
                };
        };
    }

    private Candidate candidate(Target target) {
        int port = random.nextBoolean() ? target.port() : port();
        return switch (random.nextInt(4)) {
            case 0 -> ReportScript.address("192.0.2." + random.nextInt(256), port);
            case 1 -> ReportScript.address("2001:db8::" + random.nextInt(10), port);
            case 2 -> new AddressCandidate(longAddress(), port);
            default -> ReportScript.tunnel(random.nextInt(10) == 0 ? null : text(random.nextInt(10) == 0 ? 400 : 30));
        };
    }

    private InetAddress longAddress() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        bytes[0] = 0x20;
        bytes[1] = 0x01;
        bytes[2] = 0x0d;
        bytes[3] = (byte) 0xb8;
        try {
            return random.nextInt(4) == 0
                    ? Inet6Address.getByAddress(null, bytes, random.nextInt(Integer.MAX_VALUE))
                    : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Duration duration() {
        return switch (random.nextInt(6)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofSeconds(random.nextLong());
            case 2 -> Duration.ofNanos(random.nextLong());
            default -> Duration.ofNanos(random.nextLong() >>> (20 + random.nextInt(44)));
        };
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        boolean tame = random.nextBoolean();
        for (int i = 0; i < length; i++) {
            text.append(tame ? (char) (' ' + random.nextInt(95)) : UNTAMED.charAt(random.nextInt(UNTAMED.length())));
        }
        // The two signs by which a test can tell what we drew.
        return text.toString().replace('|', '!').replace('*', '+');
    }

    private <T> List<T> list(int most, Supplier<T> element) {
        return Stream.generate(element).limit(random.nextInt(most + 1)).toList();
    }

    @SafeVarargs
    private <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
