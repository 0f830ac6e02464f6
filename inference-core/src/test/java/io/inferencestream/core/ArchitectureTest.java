package io.inferencestream.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.inferencestream.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule neitherKafkaNorTensorsAreKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "ai.djl..", "org.tensorflow..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule noPackagesDependOnEachOther =
            slices().matching("io.inferencestream.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingOfTheDecoderBehindItsDoorIsUsed = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.inferencestream.decode.file..",
                    "io.inferencestream.decode.render..",
                    "io.inferencestream.decode.jpeg..",
                    "io.inferencestream.decode.png..",
                    "io.inferencestream.decode.gif..",
                    "io.inferencestream.decode.bmp..",
                    "io.inferencestream.decode.raw..");

    @ArchTest
    static final ArchRule batchingKnowsNoEncodedImages = noClasses()
            .that()
            .resideInAPackage("..batch..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Image");
}
