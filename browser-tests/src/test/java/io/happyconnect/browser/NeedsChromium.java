package io.happyconnect.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests, and says so loudly, where Chromium or its driver is missing. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Condition.class)
@interface NeedsChromium {

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Chromium.isInstalled()) {
                return ConditionEvaluationResult.enabled("Chromium is there");
            }
            String reason = "Chromium or chromedriver is not on the PATH (Debian: chromium, chromium-driver)";
            if (context.getTestMethod().isEmpty()) {
                System.err.println("***** SKIPPED: " + context.getDisplayName() + ". " + reason + " *****");
            }
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
