package io.inferencestream.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.stream.barrier.CommitBarrier;

/** The walls that the module graph cannot keep. */
@AnalyzeClasses(packages = "io.inferencestream.stream", importOptions = ImportOption.DoNotIncludeTests.class)
final class WallsTest {
    @ArchTest
    static final ArchRule ONLY_THE_COMMIT_BARRIER_KNOWS_THE_INTERNALS_OF_KAFKA_STREAMS = noClasses()
            .that()
            .doNotBelongToAnyOf(CommitBarrier.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.streams.processor.internals..",
                    "org.apache.kafka.streams.state.internals..",
                    "org.apache.kafka.streams.internals..");

    @ArchTest
    static final ArchRule NO_ENGINE_IS_KNOWN_HERE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "org.tensorflow..", "io.inferencestream.djl..");

    @ArchTest
    static final ArchRule ONLY_OBSERVATION_KNOWS_MICROMETER = noClasses()
            .that()
            .resideOutsideOfPackage("io.inferencestream.stream.observe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule ONLY_TRACING_KNOWS_OPENTELEMETRY = noClasses()
            .that()
            .resideOutsideOfPackage("io.inferencestream.stream.trace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule LIFE_AND_HEALTH_OF_A_STREAM_KNOW_NEITHER_IMAGES_NOR_MODELS = noClasses()
            .that()
            .resideInAnyPackage("io.inferencestream.stream.lifecycle..", "io.inferencestream.stream.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.inferencestream.core..",
                    "io.inferencestream.event..",
                    "io.inferencestream.stream.app..",
                    "io.inferencestream.stream.event..",
                    "io.inferencestream.stream.topology..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("io.inferencestream.stream.(*)..").should().beFreeOfCycles();
}
