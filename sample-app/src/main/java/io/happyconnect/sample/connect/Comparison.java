package io.happyconnect.sample.connect;

import io.happyconnect.name.Target;

/**
 * The same way gone three times.
 *
 * @param target where to
 * @param plain with plain {@code java.net.Socket}
 * @param happy with Happy Connect
 * @param okHttp with OkHttp through Happy Connect
 */
public record Comparison(Target target, PlainTries plain, Outcome happy, Outcome okHttp) {}
