package io.happyconnect.testsupport;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link LeaksNothing} does. */
final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(LeakCheck.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        WarmUp.once();
        context.getStore(NAMESPACE).put(OpenResources.class, OpenResources.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        OpenResources before = Objects.requireNonNull(
                context.getStore(NAMESPACE).remove(OpenResources.class, OpenResources.class), "beforeEach");
        LeaksNothing wanted = wanted(context);
        Duration patience = Duration.ofMillis(wanted.withinMillis());
        OpenResources left = before.waitForTheRest(patience, List.of(wanted.exceptThreads()));
        if (!left.isEmpty()) {
            throw new AssertionError("left open " + patience.toMillis() + " ms after the test:\n" + left.describe());
        }
    }

    private static LeaksNothing wanted(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), LeaksNothing.class)
                .or(() -> AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), LeaksNothing.class, context.getEnclosingTestClasses()))
                .orElseThrow();
    }
}
