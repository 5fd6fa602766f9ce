package io.happyconnect.dns;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.happyconnect.dns", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.happyconnect.(dns..)")
            .should()
            .beFreeOfCycles()
            .because("each can be read without the next");

    @ArchTest
    static final ArchRule filesAreReadWithoutAskingAnybody = noClasses()
            .that()
            .resideInAPackage("io.happyconnect.dns.files..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.xbill..", "java.nio.channels..")
            .because("what a file says is no question of the network");

    @ArchTest
    static final ArchRule decisionsAreToldTheTime = noClasses()
            .that()
            .haveSimpleName("AnswerCache")
            .or()
            .haveSimpleName("Inquiry")
            .or()
            .haveSimpleName("NameSearch")
            .or()
            .haveSimpleName("SearchNames")
            .or()
            .haveSimpleName("ServerHealth")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("Loop")
            .because("they are tested in virtual time");

    @ArchTest
    static final ArchRule theTransportOfTheLibraryIsNotUsed = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.xbill\\.DNS\\.(SimpleResolver|ExtendedResolver|Lookup|Nio.*|ResolverConfig)")
            .because("it cannot cancel, gives up at the first forged datagram and looks for time-outs once a second");
}
