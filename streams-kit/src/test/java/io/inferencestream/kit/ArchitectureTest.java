package io.inferencestream.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.kit.clients.BoundedStreamsConsumer;
import io.inferencestream.kit.clients.StreamClients;
import io.inferencestream.testkit.architecture.HouseRules;

/** The walls that the module graph cannot keep. */
@AnalyzeClasses(packages = "io.inferencestream.kit", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule noClassButTheClientsKnowsInternalsOfKafka = noClasses()
            .that()
            .doNotBelongToAnyOf(StreamClients.class, BoundedStreamsConsumer.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.streams.processor.internals..",
                    "org.apache.kafka.streams.state.internals..",
                    "org.apache.kafka.streams.internals..",
                    "org.apache.kafka.clients.consumer.internals..",
                    "org.apache.kafka.clients.producer.internals..");

    @ArchTest
    static final ArchRule noPackageButObserveKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage("io.inferencestream.kit.observe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule noEventIsKnown =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.inferencestream.event..");
}
