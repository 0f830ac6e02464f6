package io.inferencestream.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

/** What the module graph cannot say, because the tests see more than the gateway may. */
@AnalyzeClasses(packages = "io.inferencestream.gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule noCodeOfTheStreamIsKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.inferencestream.stream..", "io.inferencestream.core..", "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule noPackageButTwoKnowsHttp = noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.http..", "..gateway.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule noPackageButTraceKnowsOpenTelemetry = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.trace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..");
}
