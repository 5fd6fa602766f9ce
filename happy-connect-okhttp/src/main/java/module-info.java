/**
 * Lets OkHttp clients connect through Happy Connect.
 *
 * <p>{@link io.happyconnect.okhttp.HappyConnectOkHttp} is all there is to use.
 */
module io.happyconnect.okhttp {
    requires static transitive org.jspecify;
    requires transitive io.happyconnect;
    requires transitive okhttp3;

    exports io.happyconnect.okhttp;
}
