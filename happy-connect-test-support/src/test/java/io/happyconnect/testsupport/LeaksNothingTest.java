package io.happyconnect.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that leak, and ones that do not, under the extension. */
class LeaksNothingTest {

    static final List<AutoCloseable> leaked = new ArrayList<>();

    @AfterEach
    void closeWhatTheTestsLeaked() throws Exception {
        for (AutoCloseable resource : leaked) {
            resource.close();
        }
        leaked.clear();
    }

    @Test
    void aLeakedSocketFailsTheTestAndIsNamedByItsAddresses() {
        String failure = failureOf(LeaksASocket.class);

        assertThat(failure)
                .startsWith("left open 50 ms after the test:")
                .containsPattern("socket:\\[\\d+] .*127\\.0\\.0\\.1:\\d+ -> .*127\\.0\\.0\\.1:\\d+ ESTABLISHED");
    }

    @Test
    void aLeakedListenerFailsTheTest() {
        assertThat(failureOf(LeaksAListener.class)).contains("LISTEN");
    }

    @Test
    void aLeakedSelectorFailsTheTest() {
        assertThat(failureOf(LeaksASelector.class)).contains("eventpoll");
    }

    @Test
    void aLeakedThreadFailsTheTestAndIsNamedWithItsStack() {
        String failure = failureOf(LeaksAThread.class);

        assertThat(failure)
                .contains("thread \"forgotten\" WAITING")
                .containsPattern("at .*" + LeaksAThread.class.getSimpleName() + "\\.await");
    }

    @Test
    void whatEndsInTimeIsNoLeak() {
        assertThat(failuresOf(EndsALittleLater.class)).isEmpty();
    }

    @Test
    void whatIsOpenBeforeTheTestIsNoLeak() throws IOException {
        leaked.add(new ServerSocket(0));

        assertThat(failuresOf(ClosesEverything.class)).isEmpty();
    }

    @Test
    void threadsThatAreExceptedByTheBeginningOfTheirNameAreNoLeak() {
        assertThat(failuresOf(LeaksAnExceptedThread.class)).isEmpty();
        assertThat(failuresOf(ExceptsAnotherThread.class)).hasSize(1);
    }

    @Test
    void nestedTestsAndSubclassesAreChecked() {
        assertThat(failuresOf(Outer.class)).hasSize(1);
        assertThat(failuresOf(Inherits.class)).hasSize(1);
    }

    @Test
    void aMethodCanBeCheckedAlone() {
        assertThat(failuresOf(ChecksOneMethod.class)).hasSize(1);
    }

    @Test
    void aFailureOfTheTestItselfIsReportedFirst() {
        assertThat(failureOf(FailsAndLeaks.class)).isEqualTo("the test's own");
    }

    private static String failureOf(Class<?> testClass) {
        List<Throwable> failures = failuresOf(testClass);
        assertThat(failures).hasSize(1);
        return failures.get(0).getMessage();
    }

    private static List<Throwable> failuresOf(Class<?> testClass) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
        assertThat(results.testEvents().finished().count()).isPositive();
        return results.testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
    }

    static <T extends AutoCloseable> T leak(T resource) {
        leaked.add(resource);
        return resource;
    }

    @LeaksNothing(withinMillis = 50)
    static class LeaksASocket {
        @Test
        void leaks() throws IOException {
            try (ServerSocket server = new ServerSocket(0, 1, Loopback.ipv4(1))) {
                leak(new Socket(server.getInetAddress(), server.getLocalPort()));
                leak(server.accept());
            }
        }
    }

    @LeaksNothing(withinMillis = 50)
    static class LeaksAListener {
        @Test
        void leaks() throws IOException {
            leak(new ServerSocket(0, 1, Loopback.ipv4(1)));
        }
    }

    @LeaksNothing(withinMillis = 50)
    static class LeaksASelector {
        @Test
        void leaks() throws IOException {
            leak(Selector.open());
        }
    }

    @LeaksNothing(withinMillis = 50)
    static class LeaksAThread {
        @Test
        void leaks() {
            CountDownLatch end = new CountDownLatch(1);
            Thread thread = new Thread(() -> await(end), "forgotten");
            thread.start();
            leak(end::countDown);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @LeaksNothing(
            withinMillis = 50,
            exceptThreads = {"other", "forg"})
    static class LeaksAnExceptedThread extends LeaksAThread {}

    @LeaksNothing(withinMillis = 50, exceptThreads = "gotten")
    static class ExceptsAnotherThread extends LeaksAThread {}

    @LeaksNothing
    static class EndsALittleLater {
        @Test
        void endsLater() throws IOException {
            ServerSocket server = new ServerSocket(0, 1, Loopback.ipv4(1));
            new Thread(() -> closeIn20Ms(server), "slow").start();
        }

        private static void closeIn20Ms(ServerSocket server) {
            long end = System.nanoTime() + 20_000_000;
            while (end - System.nanoTime() > 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            try {
                server.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @LeaksNothing(withinMillis = 50)
    static class ClosesEverything {
        @Test
        void closes() throws IOException {
            try (ServerSocket server = new ServerSocket(0, 1, Loopback.ipv4(1));
                    Selector selector = Selector.open()) {
                selector.selectNow();
                assertThat(server.isBound()).isTrue();
            }
        }
    }

    @LeaksNothing(withinMillis = 50)
    static class Outer {
        @Nested
        class Inner {
            @Test
            void leaks() throws IOException {
                leak(new ServerSocket(0, 1, Loopback.ipv4(1)));
            }
        }
    }

    static class Inherits extends LeaksAListener {}

    static class ChecksOneMethod {
        @Test
        @LeaksNothing(withinMillis = 50)
        void leaks() throws IOException {
            leak(new ServerSocket(0, 1, Loopback.ipv4(1)));
        }

        @Test
        void leaksUnseen() throws IOException {
            leak(new ServerSocket(0, 1, Loopback.ipv4(1)));
        }
    }

    @LeaksNothing(withinMillis = 50)
    static class FailsAndLeaks {
        @Test
        void failsAndLeaks() throws IOException {
            leak(new ServerSocket(0, 1, Loopback.ipv4(1)));
            throw new AssertionError("the test's own");
        }
    }
}
