package io.inferencestream.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.inferencestream.chaos", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theVerdictKnowsNothingOfTheStreamsCode = noClasses()
            .that()
            .resideInAPackage("..verify..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.inferencestream.stream..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.inferencestream.chaos.(*)..").should().beFreeOfCycles();
}
