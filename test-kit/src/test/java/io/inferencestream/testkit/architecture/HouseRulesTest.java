package io.inferencestream.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import io.inferencestream.testkit.architecture.HouseRules.LieInPackagesOfAtMost;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A rule that cannot fail shows nothing: each is tried on types that break it. */
class HouseRulesTest {
    private static final JavaClasses HERE = new ClassFileImporter().importPackagesOf(HouseRulesTest.class);

    @Test
    void aPackageOfTooManyTypesIsNamedOnceWithItsCount() {
        EvaluationResult result = classes()
                .that()
                .areTopLevelClasses()
                .should(new LieInPackagesOfAtMost(1))
                .evaluate(HERE);

        assertThat(result.getFailureReport().getDetails())
                .containsExactly("io.inferencestream.testkit.architecture holds 2 types");
    }

    @Test
    void aTypeNamedForItsRoleInCodeIsFound() {
        EvaluationResult result = HouseRules.noTypeIsNamedForItsRoleInCode.evaluate(
                new ClassFileImporter().importClasses(HouseRules.class, RuleUtils.class));

        assertThat(result.getFailureReport().getDetails())
                .singleElement()
                .asString()
                .contains("RuleUtils");
    }

    @Test
    void aTypeThatParsesYamlIsFound() {
        EvaluationResult result = HouseRules.noModuleButSettingsParsesYaml.evaluate(
                new ClassFileImporter().importClasses(SecondReader.class));

        assertThat(result.getFailureReport().getDetails())
                .isNotEmpty()
                .allSatisfy(detail -> assertThat(detail).contains("SecondReader"));
    }

    private static final class RuleUtils {}

    /** Its field is enough for the rule. */
    record SecondReader(Yaml yaml) {}
}
