package io.inferencestream.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the module graph cannot say, because the tests see more than the gateway may. */
@AnalyzeClasses(packages = "io.inferencestream.gateway", importOptions = DoNotIncludeTests.class)
class WallsTest {
    @ArchTest
    static final ArchRule KNOWS_THE_STREAM_BY_ITS_TOPICS_ONLY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.inferencestream.stream..", "io.inferencestream.core..", "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("io.inferencestream.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SPEAKS_HTTP_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackages("..gateway.http..", "..gateway.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");
}
