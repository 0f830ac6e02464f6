package io.inferencestream.deadletters;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "io.inferencestream.deadletters", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule neitherADoorNorKafkaStreamsIsKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.inferencestream.stream..",
                    "io.inferencestream.gateway..",
                    "io.inferencestream.core..",
                    "io.inferencestream.settings..",
                    "org.apache.kafka.streams..");
}
