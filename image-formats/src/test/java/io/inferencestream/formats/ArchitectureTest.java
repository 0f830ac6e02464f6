package io.inferencestream.formats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "io.inferencestream.formats", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule ofOursOnlyTheDecoderIsKnown = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.imageio..",
                    "org.jspecify.annotations..",
                    "com.luciad.imageio.webp..",
                    "com.twelvemonkeys.imageio..",
                    "io.inferencestream.decode..",
                    "io.inferencestream.formats..");

    @ArchTest
    static final ArchRule noRegistryOfReadersIsAsked =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("javax.imageio.ImageIO");

    @ArchTest
    static final ArchRule noFormatKnowsAnother =
            slices().matching("io.inferencestream.formats.(*)..").should().notDependOnEachOther();
}
