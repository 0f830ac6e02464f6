package io.inferencestream.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.inferencestream.testkit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNothingThatItHelpsToTest = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "ai.djl..")
            .orShould()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are ours",
                    type -> type.getPackageName().startsWith("io.inferencestream.")
                            && !type.getPackageName().startsWith("io.inferencestream.testkit")));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.inferencestream.testkit.(*)..").should().beFreeOfCycles();
}
