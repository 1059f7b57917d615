package org.rlvr4j.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules of docs/architecture.md that a compiler does not hold. */
@AnalyzeClasses(packages = "org.rlvr4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String API = "org.rlvr4j.api..";
    private static final String API_STATUS = "org.apiguardian.api.API";
    private static final String[] STRATEGIES = {
        "org.rlvr4j.bbg..",
        "org.rlvr4j.estimators..",
        "org.rlvr4j.samplers..",
        "org.rlvr4j.tasks..",
        "org.rlvr4j.verifiers.."
    };

    @ArchTest
    static final ArchRule apiDependsOnNothingButAnnotations = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(API, "java..", "org.jspecify.annotations..", "org.apiguardian.api..");

    @ArchTest
    static final ArchRule strategiesSeeTheApiAndMathematicsOnly = classes()
            .that()
            .resideInAnyPackage(STRATEGIES)
            .and()
            .resideOutsideOfPackage("org.rlvr4j.verifiers.code..")
            .should(seeOfThisProjectOnlyTheirOwnModuleAndTheApi())
            .andShould(seeOfOthersOnly("org.apache.commons.math3.."));

    /** Tasks, and values that cross from process to process, are JSON. */
    @ArchTest
    static final ArchRule verifiersOfProgramsSeeTheApiAndJsonOnly = classes()
            .that()
            .resideInAPackage("org.rlvr4j.verifiers.code..")
            .should(seeOfThisProjectOnlyTheirOwnModuleAndTheApi())
            .andShould(seeOfOthersOnly("com.fasterxml.jackson.."));

    /** Rows of files are JSON trees; pages of Parquet are packed. */
    @ArchTest
    static final ArchRule dataSeesTheApiJsonAndCodecsOnly = classes()
            .that()
            .resideInAPackage("org.rlvr4j.data..")
            .should(seeOfThisProjectOnlyTheirOwnModuleAndTheApi())
            .andShould(seeOfOthersOnly("com.fasterxml.jackson..", "io.airlift.compress.."));

    @ArchTest
    static final ArchRule theContractsSeeTheApiAndTestEnginesOnly = classes()
            .that()
            .resideInAPackage("org.rlvr4j.testkit..")
            .should(seeOfThisProjectOnlyTheirOwnModuleAndTheApi())
            .andShould(seeOfOthersOnly("org.junit.jupiter.api..", "net.jqwik.api.."));

    @ArchTest
    static final ArchRule theRuntimeSeesOfThisProjectOnlyTheApi = classes()
            .that()
            .resideInAPackage("org.rlvr4j.runtime..")
            .should(seeOfThisProjectOnlyTheirOwnModuleAndTheApi());

    @ArchTest
    static final ArchRule theTrainerSeesNoStrategy = classes()
            .that()
            .resideInAPackage("org.rlvr4j.trainer..")
            .should(seeOfThisProjectOnlyTheirOwnModuleAndTheApi());

    @ArchTest
    static final ArchRule djlIsSeenByTheRuntimeOnly = noClasses()
            .that()
            .resideOutsideOfPackage("org.rlvr4j.runtime.gpu..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule guiceIsSeenByTheWiringAndTheCommandOnly = noClasses()
            .that()
            .resideOutsideOfPackages("org.rlvr4j.trainer.wiring", "org.rlvr4j.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject..");

    @ArchTest
    static final ArchRule typesafeConfigIsSeenByTheRecipeReaderOnly = noClasses()
            .that()
            .resideOutsideOfPackage("org.rlvr4j.trainer.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe.config..");

    @ArchTest
    static final ArchRule nobodySeesTheCommand = noClasses()
            .that()
            .resideOutsideOfPackage("org.rlvr4j.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rlvr4j.cli");

    /**
     * The packages of all modules form no circle. A module's first package and its {@code internal} one may know its other
     * packages and be known by them: the first is its face, the other what the face hides. Of {@code api.spi} other packages
     * of the api use the annotation of options.
     */
    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().assignedFrom(new Packages()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheCommandSpeaksToTheTerminal =
            noClasses().that().resideOutsideOfPackage("org.rlvr4j.cli").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule noGenericExceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    /** docs/versioning.md says what the statuses promise. */
    @ArchTest
    static final ArchRule everyExportedTypeHasAStatus = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .resideInAnyPackage(ModulesTest.exportedPackages())
            .should(haveAStatusOfTheirOwnOrOfTheirPackage());

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(beInANullMarkedPackage());

    @ArchTest
    static final ArchRule internalsAreSeenByTheirModuleOnly = classes().should(seeNoInternalsOfOtherModules());

    /** The module of a class by its package, such as {@code bbg} or {@code runtime.gpu}. */
    private static String module(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        boolean twoWords = parts[2].equals("runtime") || parts[2].equals("verifiers");
        return twoWords ? parts[2] + "." + parts[3] : parts[2];
    }

    private static boolean isOurs(JavaClass type) {
        return resideInAPackage("org.rlvr4j..").test(type);
    }

    private static ArchCondition<JavaClass> seeOfThisProjectOnlyTheirOwnModuleAndTheApi() {
        return new ArchCondition<>("see of this project only their own module and the api") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (isOurs(target)
                            && !module(target).equals("api")
                            && !module(target).equals(module(type))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** Beside Java and annotations. */
    private static ArchCondition<JavaClass> seeOfOthersOnly(String... packages) {
        return onlyDependOnClassesThat(resideInAnyPackage(Stream.concat(
                        Stream.of("org.rlvr4j..", "java..", "org.jspecify.annotations..", "org.apiguardian.api.."),
                        Stream.of(packages))
                .toArray(String[]::new)));
    }

    private static ArchCondition<JavaClass> seeNoInternalsOfOtherModules() {
        return new ArchCondition<>("see no internals of other modules") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (isOurs(target)
                            && target.getPackageName().contains(".internal")
                            && !module(target).equals(module(type))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> haveAStatusOfTheirOwnOrOfTheirPackage() {
        return new ArchCondition<>("have an @API of their own or of their package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.isAnnotatedWith(API_STATUS) && !type.getPackage().isAnnotatedWith(API_STATUS)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " has no @API, and neither has the package-info.java beside it"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + " has no package-info.java with @NullMarked"));
                }
            }
        };
    }

    /** Every package is a slice but the modules' first and internal ones. */
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return !isOurs(type)
                            || name.equals("org.rlvr4j." + module(type))
                            || name.contains(".internal")
                            || name.equals("org.rlvr4j.api.spi")
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(name);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
