package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One race after the other on a thread of its own, to a port of its own. The last winner stays open until somebody ends it. */
final class NearTieLane implements Runnable {

    private final NearTieDriver driver;
    private final HappyConnector connector;
    private final Target target;
    private final InetAddress first;
    private final int races;
    private final CountDownLatch over;
    private volatile int ended; // like the following ones written by the lane's own thread
    private volatile int failed;
    private volatile int wonByFirst;
    private volatile long longest;
    private volatile @Nullable Socket winner;
    private volatile @Nullable Thread thread;

    /**
     * A lane.
     *
     * @param first the address that is tried first
     * @param races how many
     * @param over is counted down at the end
     */
    NearTieLane(
            NearTieDriver driver,
            HappyConnector connector,
            Target target,
            InetAddress first,
            int races,
            CountDownLatch over) {
        this.driver = driver;
        this.connector = connector;
        this.target = target;
        this.first = first;
        this.races = races;
        this.over = over;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    public void run() {
        thread = Thread.currentThread();
        for (int race = 0; race < races; race++) {
            long start = System.nanoTime();
            try {
                Socket won = driver.connect(connector, target);
                winner = won;
                longest = Math.max(longest, System.nanoTime() - start);
                if (first.equals(won.getInetAddress())) {
                    wonByFirst++;
                }
                echo(won, race);
                if (race < races - 1) {
                    winner = null;
                    won.close();
                }
            } catch (IOException | RuntimeException failure) {
                if (failed++ == 0) {
                    failure.printStackTrace();
                }
            }
            ended++;
        }
        over.countDown();
    }

    private static void echo(Socket socket, int race) throws IOException {
        int octet = race & 0xff;
        socket.getOutputStream().write(octet);
        int answer = socket.getInputStream().read();
        if (answer != octet) {
            throw new IOException("sent " + octet + " and got " + answer);
        }
    }

    int ended() {
        return ended;
    }

    boolean isOver() {
        return ended == races;
    }

    /** Where it is, for whoever wonders why it does not end. */
    String whereabouts() {
        Thread racer = thread;
        return racer == null ? "not begun" : racer + " " + Arrays.toString(racer.getStackTrace());
    }

    int failed() {
        return failed;
    }

    int wonByFirst() {
        return wonByFirst;
    }

    /** How long the longest took, in milliseconds. */
    double longestMillis() {
        return longest / 1e6;
    }

    boolean keepsWinner() {
        return winner != null;
    }

    /** The last winner has been waiting long enough: it still works. */
    void endWinner() throws IOException {
        Socket last = winner;
        if (last != null) {
            try (last) {
                echo(last, races);
            }
        }
    }
}
