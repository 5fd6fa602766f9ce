package io.happyconnect.okhttp;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls in few words. */
final class Calls {

    private Calls() {}

    static Call get(OkHttpClient client, String url) {
        return client.newCall(new Request.Builder().url(url).build());
    }

    /** {@return the body of the response} */
    static String bodyOf(OkHttpClient client, String url) throws IOException {
        return bodyOf(get(client, url));
    }

    static String bodyOf(Call call) throws IOException {
        try (Response response = call.execute()) {
            return response.body().string();
        }
    }
}
