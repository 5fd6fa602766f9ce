package io.happyconnect.boot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import io.happyconnect.boot.history.RaceHistory;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** The shape of this module. */
@AnalyzeClasses(locations = ArchitectureTest.MainClasses.class)
class ArchitectureTest {

    static final class MainClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(
                    RaceHistory.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    @ArchTest
    static final ArchRule autoConfigurationsAreFinalAndNotToBeExtended = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .haveSimpleNameStartingWith("HappyConnect")
            .andShould()
            .haveSimpleNameEndingWith("AutoConfiguration");

    @ArchTest
    static final ArchRule autoConfigurationsHaveNoPublicMembers = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .bePublic()
            .because("their names are for properties that exclude them, and nothing else");

    @ArchTest
    static final ArchRule metersAreForMetrics = only("io.micrometer.core..", "metrics");

    @ArchTest
    static final ArchRule observationsAreForObservations = only("io.micrometer.observation..", "observation");

    @ArchTest
    static final ArchRule healthIsForHealth = only("org.springframework.boot.health..", "health");

    @ArchTest
    static final ArchRule actuatorIsForTheEndpoint =
            only("org.springframework.boot.actuate..", "endpoint", "dashboard");

    @ArchTest
    static final ArchRule okHttpIsForHttpClients = only("okhttp3..", "http");

    @ArchTest
    static final ArchRule springsHttpClientsAreForHttpClients = only("org.springframework.http..", "http");

    @ArchTest
    static final ArchRule whatIsRememberedNeedsNoSpring = noClasses()
            .that()
            .resideInAnyPackage("io.happyconnect.boot.label", "io.happyconnect.boot.history")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.happyconnect.boot.(*)..").should().beFreeOfCycles();

    private static ArchRule only(String library, String... ours) {
        String[] packages = Stream.concat(Stream.of("autoconfigure"), Stream.of(ours))
                .map(name -> "io.happyconnect.boot." + name)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("it may be missing");
    }
}
