package io.inferencestream.tracing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

/** The walls that the module graph cannot keep. */
@AnalyzeClasses(packages = "io.inferencestream.tracing", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule settingsDoNotTouchOpenTelemetry = noClasses()
            .that()
            .belongToAnyOf(TracingSettings.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..");
}
