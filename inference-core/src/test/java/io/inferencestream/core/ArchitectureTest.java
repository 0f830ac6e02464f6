package io.inferencestream.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "io.inferencestream.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule noKafkaAndNoTensorsAreKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "ai.djl..", "org.tensorflow..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule nothingBehindTheDoorOfTheDecoderIsUsed = noClasses()
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
    static final ArchRule noEncodedImageReachesABatch = noClasses()
            .that()
            .resideInAPackage("..batch..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Image");
}
