package io.inferencestream.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.core.predict.InputShape;
import io.inferencestream.core.predict.ModelId;

@AnalyzeClasses(packages = "io.inferencestream.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNeitherKafkaNorTensors = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "ai.djl..", "org.tensorflow..", "ai.onnxruntime..");

    /** One exception is left: a model's card names its model and its input by types of the port that reads cards. */
    @ArchTest
    static final ArchRule noPackagesDependOnEachOther = slices().matching("io.inferencestream.core.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("..repository.."), type(ModelId.class))
            .ignoreDependency(resideInAPackage("..repository.."), type(InputShape.class));

    @ArchTest
    static final ArchRule decodingKnowsNoBatches = noClasses()
            .that()
            .resideInAPackage("..decode..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..batch..", "..pipeline..", "..journal..");

    @ArchTest
    static final ArchRule batchingKnowsNoEncodedImages = noClasses()
            .that()
            .resideInAPackage("..batch..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameStartingWith("Image");
}
