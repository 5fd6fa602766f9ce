package io.happyconnect.okhttp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.happyconnect.okhttp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule oneClassIsPublic = classes()
            .that(not(equivalentTo(HappyConnectOkHttp.class)))
            .should()
            .notBePublic()
            .because("everything else is how it is done, and may be done differently tomorrow");

    @ArchTest
    static final ArchRule internalsOfOkHttpAreLeftAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("okhttp3.internal..")
            .because("they change with every release, and its module does not export them");

    @ArchTest
    static final ArchRule theDriversOfTheCoreAreLeftAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.happyconnect.drive..")
            .because("the core does not export them");
}
