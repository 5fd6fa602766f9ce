package io.happyconnect.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Tells the thread of a call which call it is. Has no state, so that a client needs it once. */
final class CallScopeInterceptor implements Interceptor {

    static final CallScopeInterceptor INSTANCE = new CallScopeInterceptor();

    private CallScopeInterceptor() {}

    @Override
    public Response intercept(Chain chain) throws IOException {
        CallScope scope = CallScope.begin(chain.call());
        try {
            return chain.proceed(chain.request());
        } catch (IOException failure) {
            throw DecisiveFailure.of(scope.named(failure));
        } finally {
            scope.end();
        }
    }
}
