package io.inferencestream.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.inferencestream.lab", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule layersAndPicturesKnowNoEngine = noClasses()
            .that()
            .resideInAnyPackage("..lab.network..", "..lab.data..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tensorflow..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = classes()
            .that()
            .resideOutsideOfPackage("..lab.cli..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("picocli..");

    @ArchTest
    static final ArchRule onlyOnePackageKnowsKafka = noClasses()
            .that()
            .resideOutsideOfPackage("..lab.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.inferencestream.schemas..", "io.inferencestream.event..");

    @ArchTest
    static final ArchRule onlyOnePackageKnowsOnnx = noClasses()
            .that()
            .resideOutsideOfPackage("..lab.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnx..", "org.tribuo..");

    @ArchTest
    static final ArchRule enginesAreFoundThroughServiceLoader = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "..inferencestream.djl..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.inferencestream.lab.(*)..").should().beFreeOfCycles();
}
