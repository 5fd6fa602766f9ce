/**
 * Name -> candidates by asking DNS servers: a {@link io.happyconnect.resolve.Resolver} that puts AAAA and A side by side
 * and hands on each answer as it arrives.
 */
@NullMarked
package io.happyconnect.dns;

import org.jspecify.annotations.NullMarked;
