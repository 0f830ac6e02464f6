package io.inferencestream.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Rules that hold in every module; the {@code ArchitectureTest} of a module includes them by {@code ArchTests.in}. */
public final class HouseRules {
    @ArchTest
    static final ArchRule noPackagesDependOnEachOther =
            slices().matching("io.inferencestream.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noPackageHoldsMoreThan30Types =
            classes().that().areTopLevelClasses().should(new LieInPackagesOfAtMost(30));

    @ArchTest
    static final ArchRule noTypeIsNamedForItsRoleInCode =
            noClasses().should().haveNameMatching(".*[.$](Abstract\\w+|\\w+(Impl|Manager|Utils?|Helper))");

    @ArchTest
    static final ArchRule noModuleButSettingsParsesYaml = noClasses()
            .that()
            .resideOutsideOfPackage("io.inferencestream.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.yaml..", "com.fasterxml.jackson.dataformat..")
            .allowEmptyShould(true); // in the module settings

    private HouseRules() {}

    static final class LieInPackagesOfAtMost extends ArchCondition<JavaClass> {
        private final int max;
        private final Map<String, Integer> counts = new TreeMap<>();

        LieInPackagesOfAtMost(int max) {
            super("lie in packages of at most " + max + " types");
            this.max = max;
        }

        @Override
        public void init(Collection<JavaClass> allTypes) {
            counts.clear();
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!type.getSimpleName().equals("package-info")) {
                counts.merge(type.getPackageName(), 1, Integer::sum);
            }
        }

        @Override
        public void finish(ConditionEvents events) {
            counts.forEach((name, count) ->
                    events.add(new SimpleConditionEvent(name, count <= max, name + " holds " + count + " types")));
        }
    }
}
