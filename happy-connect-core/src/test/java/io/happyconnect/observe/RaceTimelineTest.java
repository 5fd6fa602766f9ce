package io.happyconnect.observe;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static io.happyconnect.observe.ReportScript.millis;
import static io.happyconnect.observe.ReportScript.race;
import static io.happyconnect.observe.ReportScript.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.Candidate;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RaceTimelineTest {

    private static final ConnectException REFUSED = new ConnectException("Connection refused");

    @Test
    void showsAnswersAttemptsAndWhatWasNotTried() {
        ReportScript race = race();
        AnswerReport filtered = new AnswerReport(
                IPV4,
                millis(45),
                race.addresses("192.0.2.7", "192.0.2.8"),
                race.refused("the address filter", "198.51.100.1"),
                null);
        RaceReport report = race.answer(IPV6, 12, "2001:db8::1", "2001:db8::2")
                .answer(filtered)
                .lost("2001:db8::1", 12, 500)
                .failed("192.0.2.7", 262, 8, REFUSED)
                .won("2001:db8::2", 272, 240)
                .ends(RaceOutcome.CONNECTED, 512);

        assertThat(report.format()).isEqualTo("""
                connected example.com:443 via [2001:db8::2]:443 in 512 ms (3 attempts, 1 failed)
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                                0                               512 ms    start    took
                   IPv6 answer |.+                                    |           12 ms  2 addresses
                   IPv4 answer |...+                                  |           45 ms  2 addresses, 1 filtered out
                1  2001:db8::1 | ------------------------------------>|   12 ms  500 ms  lost
                2  192.0.2.7   |                   -x                 |  262 ms  8.0 ms  connection refused
                3  2001:db8::2 |                    =================*|  272 ms  240 ms  connected

                not tried: 192.0.2.8""");
    }

    @Test
    void alignsAddressesOfFullLengthAndShowsPortsThatDiffer() {
        String longest = "2001:db8:85a3:1234:5678:8a2e:1370:7334";
        RaceReport report = race().answer(null, 1.2, longest, "192.0.2.7")
                .attempt(
                        ReportScript.address(longest, 18443),
                        1.2,
                        0.3,
                        AttemptOutcome.FAILED,
                        new SocketException("Network is unreachable"))
                .timedOut(longest, 1.6, 10_000)
                .failed("192.0.2.7", 251.6, 240, new BindException("Permission denied"))
                .ends(RaceOutcome.FAILED, 10_512);

        assertThat(report.format()).isEqualTo("""
                failed example.com:443 after 10.5 s: access denied (3 attempts, 2 failed, 1 timed out)
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                                                                   0    10.5 s    start    took
                   answer                                         |+          |          1.2 ms  2 addresses
                1  [2001:db8:85a3:1234:5678:8a2e:1370:7334]:18443 |x          |  1.2 ms  0.3 ms  network unreachable
                2  2001:db8:85a3:1234:5678:8a2e:1370:7334         |----------x|  1.6 ms  10.0 s  timed out
                3  192.0.2.7                                      |x          |  252 ms  240 ms  access denied""");
    }

    @Test
    void hasDigitsForARaceOfLessThanAMillisecond() {
        RaceReport report = race("localhost:8080")
                .answer(null, 0.02, "::1", "127.0.0.1")
                .failed("::1", 0.031, 0.04, REFUSED)
                .won("127.0.0.1", 0.09, 0.29)
                .ends(RaceOutcome.CONNECTED, 0.38);

        assertThat(report.format()).isEqualTo("""
                connected localhost:8080 via 127.0.0.1:8080 in 0.4 ms (2 attempts, 1 failed)
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                              0                                 0.4 ms     start     took
                   answer    |..+                                     |           0.02 ms  2 addresses
                1  ::1       |   ----x                                |  0.03 ms  0.04 ms  connection refused
                2  127.0.0.1 |         ==============================*|  0.09 ms   0.3 ms  connected""");
    }

    @Test
    void anAddressNeedsNoAnswer() {
        RaceReport report = race("[2001:db8::1]:22")
                .failed("2001:db8::1", 0.03, 0.34, REFUSED)
                .ends(RaceOutcome.FAILED, 0.6);

        assertThat(report.format()).isEqualTo("""
                failed [2001:db8::1]:22 after 0.6 ms: connection refused (1 attempt)
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                                0                                 0.6 ms     start    took
                1  2001:db8::1 |  ----------------------x               |  0.03 ms  0.3 ms  connection refused""");
    }

    @Test
    void aRaceInWhichNothingHappenedHasNoTable() {
        assertThat(race().ends(RaceOutcome.CANCELLED, 3).format()).isEqualTo("""
                cancelled example.com:443 after 3.0 ms (no attempt)
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms""");
    }

    @Test
    void showsWhyThereWasNothingToTry() {
        RaceReport report = race("no-such-host.example.com:443")
                .answer(IPV6, 31)
                .answer(
                        IPV4,
                        5_031,
                        new UnknownHostException("no-such-host.example.com: Temporary failure in name resolution"))
                .ends(RaceOutcome.UNRESOLVED, 5_031);

        assertThat(report.format()).isEqualTo("""
                unresolved no-such-host.example.com:443 after 5.03 s: Temporary failure in name resolution
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                             0                          5.03 s   start    took
                IPv6 answer |-                                |          31 ms  no addresses
                IPv4 answer |................................x|         5.03 s  Temporary failure in name resolution""");
    }

    @Test
    void showsADeadlineThatCutsEverythingShort() {
        RaceReport report = race().answer(IPV6, 4, "2001:db8::1", "2001:db8::2")
                .answer(IPV4, 21, "192.0.2.7")
                .timedOut("2001:db8::1", 4, 996)
                .timedOut("192.0.2.7", 254, 746)
                .timedOut("2001:db8::2", 504, 496)
                .ends(RaceOutcome.TIMED_OUT, 1_000);

        assertThat(report.format()).isEqualTo("""
                timed out example.com:443 after 1.00 s (3 attempts, 3 timed out)
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                                0                                 1.00 s    start    took
                   IPv6 answer |+                                       |          4.0 ms  2 addresses
                   IPv4 answer |.+                                      |           21 ms  1 address
                1  2001:db8::1 |---------------------------------------x|  4.0 ms  996 ms  timed out
                2  192.0.2.7   |          -----------------------------x|  254 ms  746 ms  timed out
                3  2001:db8::2 |                    -------------------x|  504 ms  496 ms  timed out""");
    }

    @Test
    void hasRoomForHours() {
        RaceReport report = race().answer(null, 150, "192.0.2.7", "192.0.2.8")
                .failed("192.0.2.7", 150, 133_800, new ConnectException("Connection timed out"))
                .cancelled("192.0.2.8", 133_950, 11_000_000)
                .ends(RaceOutcome.CANCELLED, 11_133_950);

        assertThat(report.format()).isEqualTo("""
                cancelled example.com:443 after 3 h 6 min (2 attempts, 1 failed)
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                              0                              3 h 6 min        start        took
                   answer    |+                                       |                  150 ms  2 addresses
                1  192.0.2.7 |x                                       |      150 ms  2 min 14 s  timed out
                2  192.0.2.8 |--------------------------------------->|  2 min 14 s   3 h 3 min  cancelled""");
    }

    @Test
    void saysBelowTheTableWhatTheTableHasNoRoomFor() {
        IOException refusal = new IOException("the proxy gate.example:3128 answered 407 Proxy Authentication Required, "
                + "and closed the connection before it was asked for the realm");
        Candidate proxy = tunnel("via a proxy whose name is longer than any address: gate.example");
        Candidate other = tunnel("gate.example");
        RaceReport report = race().connector("orders (eu)")
                .answer(new AnswerReport(null, millis(8), List.of(proxy, other, tunnel("b")), List.of(), null))
                .attempt(proxy, 8, 30, AttemptOutcome.FAILED, refusal)
                .attempt(other, 38, 30, AttemptOutcome.FAILED, refusal)
                .won("192.0.2.7", 68, 20)
                .ends(RaceOutcome.CONNECTED, 88);

        assertThat(report.format()).isEqualTo("""
                connected example.com:443 via 192.0.2.7:443 in 88 ms (3 attempts, 2 failed)
                race 17 of connector "orders (eu)", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                                                                    0    88 ms    start    took
                   answer                                          |.+        |          8.0 ms  3 candidates
                1  via a proxy whose name... address: gate.example | ---x     |  8.0 ms   30 ms  the proxy gate.e...
                2  gate.example                                    |    ---x  |   38 ms   30 ms  the proxy gate.e...
                3  192.0.2.7                                       |       ==*|   68 ms   20 ms  connected

                1: the proxy gate.example:3128 answered 407 Proxy Authentication Required, and closed the connection
                    before it was asked for the realm
                not tried: b""");
    }

    @Test
    void saysFiveSuchThingsAndEachOnce() {
        ReportScript race = race();
        for (int i = 0; i < 12; i++) {
            IOException failure = new IOException("failure " + i / 2 + " " + "of many words ".repeat(10));
            race.attempt(tunnel("t" + i), i, 1, AttemptOutcome.FAILED, failure);
        }

        assertThat(race.timedOut("192.0.2.7", 13, 1)
                        .ends(RaceOutcome.TIMED_OUT, 20)
                        .format()
                        .lines())
                .filteredOn(line -> line.matches("[0-9]+: .*"))
                .extracting(line -> line.substring(0, line.indexOf(" of")))
                .containsExactly("1: failure 0", "3: failure 1", "5: failure 2", "7: failure 3", "9: failure 4");
    }

    @Test
    void printsNothingThatMovesTheCursor() {
        RaceReport report = race().connector("a\nb")
                .attempt(tunnel("\u001b[2Jgone\u202e"), 1, 2, AttemptOutcome.FAILED, new IOException("x\r\ny z"))
                .ends(RaceOutcome.FAILED, 3);

        assertThat(report.format()).isEqualTo("""
                failed example.com:443 after 3.0 ms: x\\r\\ny z (1 attempt)
                race 17 of connector "a\\nb", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                                        0                                 3.0 ms    start    took
                1  \\u001b[2Jgone\\u202e |             --------------------------x|  1.0 ms  2.0 ms  x\\r\\ny z""");
    }

    @Test
    void thirtyAttemptsAreShownEach() {
        assertThat(attempts(30, -1).format().lines()).hasSize(4 + 30);
    }

    @Test
    void ofThirtyOneAttemptsTheMiddleIsCounted() {
        assertThat(attempts(31, -1).format().lines())
                .hasSize(4 + 15 + 1 + 14)
                .contains("    ... 2 more: 1 failed, 1 timed out");
    }

    @Test
    void theWinnerIsShownWhereverItIsAndNothingIsAbbreviatedToItself() {
        assertThat(attempts(31, 15).format().lines())
                .hasSize(4 + 31)
                .noneMatch(line -> line.contains("more:"))
                .anyMatch(line -> line.startsWith("16  192.0.2.15   |") && line.endsWith("  connected"))
                .anyMatch(line -> line.startsWith("17  2001:db8::11 |") && line.endsWith("  timed out"));
    }

    @Test
    void twoHundredAttemptsFitOnAPage() {
        assertThat(attempts(200, 120).format()).isEqualTo("""
                connected example.com:443 via [2001:db8::79]:443 in 55.0 s (200 attempts, 100 failed, 99 timed out)
                race 17 of connector "main", started 2026-11-22T10:15:30.123Z, attempt delay 250 ms

                                   0                                 55.0 s    start    took
                  1  2001:db8::1  |----x                                   |  3.0 ms  5.00 s  timed out
                  2  192.0.2.1    |x                                       |  253 ms   20 ms  connection refused
                  3  2001:db8::3  |----x                                   |  503 ms  5.00 s  timed out
                  4  192.0.2.3    | x                                      |  753 ms   20 ms  connection refused
                  5  2001:db8::5  | ---x                                   |  1.00 s  5.00 s  timed out
                  6  192.0.2.5    | x                                      |  1.25 s   20 ms  connection refused
                  7  2001:db8::7  | ----x                                  |  1.50 s  5.00 s  timed out
                  8  192.0.2.7    | x                                      |  1.75 s   20 ms  connection refused
                  9  2001:db8::9  | ----x                                  |  2.00 s  5.00 s  timed out
                 10  192.0.2.9    |  x                                     |  2.25 s   20 ms  connection refused
                 11  2001:db8::b  |  ---x                                  |  2.50 s  5.00 s  timed out
                 12  192.0.2.11   |  x                                     |  2.75 s   20 ms  connection refused
                 13  2001:db8::d  |  ----x                                 |  3.00 s  5.00 s  timed out
                 14  192.0.2.13   |  x                                     |  3.25 s   20 ms  connection refused
                 15  2001:db8::f  |  ----x                                 |  3.50 s  5.00 s  timed out
                     ... 105 more: 53 failed, 52 timed out
                121  2001:db8::79 |                     ==============*    |  30.0 s  20.0 s  connected
                     ... 65 more: 33 failed, 32 timed out
                187  2001:db8::bb |                                 ----x  |  46.5 s  5.00 s  timed out
                188  192.0.2.187  |                                 x      |  46.8 s   20 ms  connection refused
                189  2001:db8::bd |                                 ----x  |  47.0 s  5.00 s  timed out
                190  192.0.2.189  |                                  x     |  47.3 s   20 ms  connection refused
                191  2001:db8::bf |                                  ---x  |  47.5 s  5.00 s  timed out
                192  192.0.2.191  |                                  x     |  47.8 s   20 ms  connection refused
                193  2001:db8::c1 |                                  ----x |  48.0 s  5.00 s  timed out
                194  192.0.2.193  |                                  x     |  48.3 s   20 ms  connection refused
                195  2001:db8::c3 |                                  ----x |  48.5 s  5.00 s  timed out
                196  192.0.2.195  |                                   x    |  48.8 s   20 ms  connection refused
                197  2001:db8::c5 |                                   ---x |  49.0 s  5.00 s  timed out
                198  192.0.2.197  |                                   x    |  49.3 s   20 ms  connection refused
                199  2001:db8::c7 |                                   ----x|  49.5 s  5.00 s  timed out
                200  192.0.2.199  |                                   x    |  49.8 s   20 ms  connection refused""");
    }

    private static RaceReport attempts(int count, int winner) {
        ReportScript race = race();
        for (int i = 0; i < count; i++) {
            String address = i % 2 == 0 ? "2001:db8::" + Integer.toHexString(i + 1) : "192.0.2." + i;
            double start = 3 + i * 250;
            if (i == winner) {
                race.won(address, start, 20_000);
            } else if (i % 2 == 0) {
                race.timedOut(address, start, 5_000);
            } else {
                race.failed(address, start, 20, REFUSED);
            }
        }
        return race.ends(winner < 0 ? RaceOutcome.FAILED : RaceOutcome.CONNECTED, count * 250 + 5_000);
    }

    @Test
    void ofManyAnswersTheMiddleIsCounted() {
        assertThat(answers(10).format().lines()).hasSize(4 + 10);
        assertThat(answers(11).format().lines()).hasSize(4 + 5 + 1 + 4).contains("... 2 more answers");
    }

    private static RaceReport answers(int count) {
        ReportScript race = race();
        IntStream.range(0, count).forEach(i -> race.answer(IPV4, i));
        return race.ends(RaceOutcome.UNRESOLVED, count);
    }

    @Test
    void countsWhatWasNotTriedAndDoesNotFit() {
        String[] addresses =
                IntStream.rangeClosed(1, 40).mapToObj(i -> "192.0.2." + i).toArray(String[]::new);
        RaceReport report =
                race().answer(IPV4, 1, addresses).won("192.0.2.1", 1, 10).ends(RaceOutcome.CONNECTED, 11);

        assertThat(report.format().lines())
                .contains(
                        "not tried: 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6, 192.0.2.7, 192.0.2.8 and 32 more");
    }

    @Test
    void toStringIsTheTimeline() {
        RaceReport report = attempts(3, 2);

        assertThat(report).hasToString(report.format());
    }
}
