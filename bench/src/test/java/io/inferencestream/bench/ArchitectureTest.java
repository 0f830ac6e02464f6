package io.inferencestream.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.inferencestream.bench", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule measuresEveryEngineThroughThePort =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "org.tensorflow..");

    @ArchTest
    static final ArchRule runsTheStreamAsAProcessOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.inferencestream.stream.app..", "io.inferencestream.stream.topology..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.inferencestream.bench.(*)..").should().beFreeOfCycles();
}
