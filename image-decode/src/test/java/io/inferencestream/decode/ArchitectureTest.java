package io.inferencestream.decode;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "io.inferencestream.decode", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    private static final String[] FORMATS = {"..jpeg..", "..png..", "..gif..", "..bmp..", "..raw..", "..dicom.."};

    @ArchTest
    static final ArchRule nothingButTheJdkIsImported = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "io.inferencestream.decode..");

    @ArchTest
    static final ArchRule noJdkImageLibraryIsImported =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("javax.imageio..", "java.awt..");

    @ArchTest
    static final ArchRule noFormatKnowsAnother = slices().matching("io.inferencestream.decode.(jpeg|png|gif|bmp|raw)..")
            .should()
            .notDependOnEachOther();

    /** DICOM is a container, and JPEG one of the things that it contains. */
    @ArchTest
    static final ArchRule dicomKnowsJpegAlone = noClasses()
            .that()
            .resideInAPackage("..dicom..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..png..", "..gif..", "..bmp..", "..raw..");

    @ArchTest
    static final ArchRule noFormatKnowsDicom = noClasses()
            .that()
            .resideInAnyPackage("..jpeg..", "..png..", "..gif..", "..bmp..", "..raw..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..dicom..");

    @ArchTest
    static final ArchRule resizingKnowsNoFormat = noClasses()
            .that()
            .resideInAnyPackage("..image..", "..file..", "..resize..", "..render..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FORMATS);
}
