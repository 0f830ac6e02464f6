package io.inferencestream.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "io.inferencestream.bench", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule noEngineIsMeasuredPastThePort =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "org.tensorflow..");

    @ArchTest
    static final ArchRule noPartOfTheStreamRunsInThisProcess = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.inferencestream.stream.app..", "io.inferencestream.stream.topology..");
}
