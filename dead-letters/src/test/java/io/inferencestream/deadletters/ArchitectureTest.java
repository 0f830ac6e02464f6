package io.inferencestream.deadletters;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.inferencestream.deadletters", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNeitherDoorNorKafkaStreams = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.inferencestream.stream..",
                    "io.inferencestream.gateway..",
                    "io.inferencestream.core..",
                    "io.inferencestream.settings..",
                    "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule noPackagesDependOnEachOther =
            slices().matching("io.inferencestream.deadletters.(*)..").should().beFreeOfCycles();
}
