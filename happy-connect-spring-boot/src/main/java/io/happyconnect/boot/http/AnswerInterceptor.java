package io.happyconnect.boot.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Tells a {@link StreamedBody} that its request was answered, before OkHttp decides whether to send it again. */
final class AnswerInterceptor implements Interceptor {

    static final AnswerInterceptor INSTANCE = new AnswerInterceptor();

    private AnswerInterceptor() {}

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Response response = chain.proceed(request);
        if (request.body() instanceof StreamedBody body) {
            body.answered();
        }
        return response;
    }
}
