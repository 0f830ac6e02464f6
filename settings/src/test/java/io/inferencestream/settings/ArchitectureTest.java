package io.inferencestream.settings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.inferencestream.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "io.inferencestream.settings", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule noClassButTheYamlReaderKnowsTheParser = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("YamlReader")
            .and()
            .haveSimpleNameNotStartingWith("YamlDocument")
            .and()
            .haveSimpleNameNotStartingWith("YamlFault")
            .and()
            .haveSimpleNameNotStartingWith("NothingButNull")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.yaml..");

    @ArchTest
    static final ArchRule noLibraryButAYamlParserIsKnown = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.inferencestream.settings..", "java..", "org.yaml..", "org.jspecify..");

    @ArchTest
    static final ArchRule neitherEnvironmentNorSystemPropertiesAreRead = noClasses()
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);
}
