package io.happyconnect;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.happyconnect.race.Race;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The shape of the core. */
@AnalyzeClasses(locations = ArchitectureTest.MainClasses.class)
class ArchitectureTest {

    static final class MainClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(
                    Location.of(Race.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    @ArchTest
    static final ArchRule candidateDependsOnNothing =
            mayDependOn("candidate").because("resolving, ordering and racing share its words and nothing else");

    @ArchTest
    static final ArchRule nameDependsOnNothing =
            mayDependOn("name").because("what a user may write is decided before anything is looked up");

    @ArchTest
    static final ArchRule orderDependsOnCandidatesOnly =
            mayDependOn("order", "candidate").because("sorting is of use without a race");

    @ArchTest
    static final ArchRule raceDependsOnOrderOnly =
            mayDependOn("race", "order", "candidate").because("a race must not know where its candidates come from");

    @ArchTest
    static final ArchRule probeDependsOnCandidatesOnly =
            mayDependOn("probe", "candidate").because("resolving and ordering both ask the kernel for a route");

    @ArchTest
    static final ArchRule resolveDependsOnNamesAndCandidates =
            mayDependOn("resolve", "name", "candidate", "probe").because("the application may replace it as a whole");

    @ArchTest
    static final ArchRule selectionDependsOnOrder = mayDependOn("selection", "order", "candidate", "probe")
            .because("it gives the rules of an order the facts of this machine, and knows no names and no races");

    @ArchTest
    static final ArchRule observeDependsOnNamesAndCandidates =
            mayDependOn("observe", "name", "candidate").because("a report outlives the race and its driver");

    @ArchTest
    static final ArchRule routesKnowNoRace = mayDependOn("route", "name", "candidate", "resolve")
            .because("a way to a target is found like an address and tried like one");

    @ArchTest
    static final ArchRule driveDependsOnAllOfThem = mayDependOn(
                    "drive", "candidate", "name", "order", "race", "resolve", "observe")
            .because("it brings decisions and sockets together");

    @ArchTest
    static final ArchRule theFrontDoorIsNotImported = noClasses()
            .that()
            .resideOutsideOfPackage("io.happyconnect")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.happyconnect")
            .because("the root package is a front door");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.happyconnect.(*)..")
            .should()
            .beFreeOfCycles()
            .because("name -> candidates -> ordered -> race -> winner -> socket is a line");

    @ArchTest
    static final ArchRule decisionsUseNoClockThreadOrSocket = noClasses()
            .that()
            .resideInAnyPackage("io.happyconnect.race", "io.happyconnect.order")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio..", "java.io..", "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Socket.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Clock.class, Instant.class, System.class)
            .because("what a race decides must depend on what it was told and on nothing else");

    @ArchTest
    static final ArchRule theClockIsReadInOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.happyconnect.drive.Clock")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(target(owner(equivalentTo(Instant.class))).and(target(name("now"))))
            .because(
                    "time that is handed in can be played; a class that needs a clock of its own takes a LongSupplier");

    @ArchTest
    static final ArchRule nobodyPrints =
            noClasses().should(ACCESS_STANDARD_STREAMS).because("a library logs, to System.Logger");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?|Managers?|Impl|Base|Info|Data)")
            .because("these words fit every class and tell nothing of one");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes().should(resideInANullMarkedPackage()).because("null is an exception that the type must show");

    /** May depend on the JDK, on the given packages of ours and on annotations that are gone at run time. */
    private static ArchRule mayDependOn(String ours, String... others) {
        String[] allowed = Stream.concat(
                        Stream.of("java..", "javax..", "org.jspecify.annotations"),
                        Stream.concat(Stream.of(ours), Stream.of(others)).map("io.happyconnect."::concat))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("io.happyconnect." + ours)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                boolean isMarked = each.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(each, isMarked, each.getPackageName() + " is not @NullMarked"));
            }
        };
    }
}
