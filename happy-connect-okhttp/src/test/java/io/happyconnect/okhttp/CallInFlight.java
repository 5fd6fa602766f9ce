package io.happyconnect.okhttp;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** A call that runs on a thread of its client. */
final class CallInFlight {

    private final Call call;
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final CountDownLatch response = new CountDownLatch(1);

    CallInFlight(Call call) {
        this.call = call;
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                body.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call answered, Response headers) {
                response.countDown();
                try (headers) {
                    body.complete(headers.body().string());
                } catch (IOException e) {
                    body.completeExceptionally(e);
                }
            }
        });
    }

    /** Waits until the body is being read. */
    void awaitResponse() throws InterruptedException {
        response.await();
    }

    /** Cancels and waits for the end of the call. {@return how long that took} */
    Duration cancel() {
        long start = System.nanoTime();
        call.cancel();
        failure();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    Throwable failure() {
        return catchThrowable(this::body).getCause();
    }

    String body() throws Exception {
        return body.get(20, TimeUnit.SECONDS);
    }
}
