package io.inferencestream.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "io.inferencestream.lab", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule noEngineIsKnownToLayersAndData = noClasses()
            .that()
            .resideInAnyPackage("..lab.network..", "..lab.data..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tensorflow..");

    @ArchTest
    static final ArchRule noPackageButCliKnowsPicocli = classes()
            .that()
            .resideOutsideOfPackage("..lab.cli..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("picocli..");

    @ArchTest
    static final ArchRule noPackageButKafkaKnowsTopics = noClasses()
            .that()
            .resideOutsideOfPackage("..lab.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.inferencestream.schemas..", "io.inferencestream.event..");

    @ArchTest
    static final ArchRule noPackageButOnnxKnowsItsFormat = noClasses()
            .that()
            .resideOutsideOfPackage("..lab.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnx..", "org.tribuo..");

    @ArchTest
    static final ArchRule noEngineIsImported = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "..inferencestream.djl..");
}
