package io.inferencestream.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.stream.barrier.CommitBarrier;
import io.inferencestream.testkit.architecture.HouseRules;

/** The walls that the module graph cannot keep. */
@AnalyzeClasses(packages = "io.inferencestream.stream", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule noClassButTheCommitBarrierKnowsInternalsOfKafka = noClasses()
            .that()
            .doNotBelongToAnyOf(CommitBarrier.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.streams.processor.internals..",
                    "org.apache.kafka.streams.state.internals..",
                    "org.apache.kafka.streams.internals..",
                    "org.apache.kafka.clients.consumer.internals..",
                    "org.apache.kafka.clients.producer.internals..");

    @ArchTest
    static final ArchRule noEngineIsKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "org.tensorflow..", "io.inferencestream.djl..");

    @ArchTest
    static final ArchRule noPackageButObserveKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage("io.inferencestream.stream.observe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule noPackageButTraceKnowsOpenTelemetry = noClasses()
            .that()
            .resideOutsideOfPackage("io.inferencestream.stream.trace..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..");
}
