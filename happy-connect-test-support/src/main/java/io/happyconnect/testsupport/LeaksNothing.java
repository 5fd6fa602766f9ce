package io.happyconnect.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails each test that leaves a thread or a descriptor of a socket, a pipe or a selector behind; the message lists them.
 *
 * <p>What is opened before all tests of a class is not counted, nor are the JDK's own threads. Descriptors are seen on
 * Linux only, virtual threads nowhere. Tests that run in parallel would see each other's.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LeakCheck.class)
public @interface LeaksNothing {

    /**
     * How long after the test something may take to end.
     *
     * @return milliseconds
     */
    long withinMillis() default 5_000;

    /**
     * Threads that are not counted because the library they belong to keeps them for a while.
     *
     * @return the beginnings of their names
     */
    String[] exceptThreads() default {};
}
