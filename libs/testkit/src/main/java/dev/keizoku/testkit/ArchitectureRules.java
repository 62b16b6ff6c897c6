package dev.keizoku.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.keizoku.kernel.ProblemType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Pattern;

/** The house rules a compiler does not hold. */
public final class ArchitectureRules {

    private static final String BANNED_SUFFIXES = ".*(Service|Impl|Utils?|Helper|Manager|Mapper|Dto|DTO)";

    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");

    private static final List<ArchRule> EVERYWHERE = List.of(
            noClasses().should().haveNameMatching(BANNED_SUFFIXES).as("names say what a class is for"),
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(OffsetDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .as("time comes from the injected clock"),
            fields().should().notBeAnnotatedWith(Inject.class).as("injection is by constructor"),
            noClasses()
                    .that()
                    .haveSimpleNameNotEndingWith("Store")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("jakarta.persistence.EntityManager")
                    .as("only stores use an entity manager"),
            classes()
                    .that()
                    .haveSimpleNameEndingWith("Row")
                    .and()
                    .areAnnotatedWith("jakarta.persistence.Entity")
                    .should()
                    .bePackagePrivate()
                    .as("nobody outside a feature sees its rows"));

    private ArchitectureRules() {}

    /** Checks the classes below a package. */
    public static void check(String rootPackage) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage);
        EVERYWHERE.forEach(rule -> rule.allowEmptyShould(true).check(classes));
        everyProblemHasATitleInBothLanguages(classes);
        slices().matching(rootPackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .as("features form no cycles")
                .allowEmptyShould(true)
                .check(classes);
    }

    private static void everyProblemHasATitleInBothLanguages(JavaClasses classes) {
        for (JavaClass catalogue : classes) {
            if (!catalogue.isEnum() || !catalogue.isAssignableTo(ProblemType.class)) {
                continue;
            }
            for (Object each : catalogue.reflect().getEnumConstants()) {
                ProblemType problem = (ProblemType) each;
                if (problem.title().isBlank()
                        || !JAPANESE.matcher(problem.japaneseTitle()).find()) {
                    throw new AssertionError(each + " has no title in English and in Japanese");
                }
            }
        }
    }

    /** Checks that named domain types know no framework. */
    public static void checkPure(String rootPackage, String... pureClassPatterns) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage);
        for (String pattern : pureClassPatterns) {
            noClasses()
                    .that()
                    .haveNameMatching(pattern)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "jakarta.persistence..", "jakarta.ws.rs..", "io.quarkus..", "org.jdbi..", "java.sql..")
                    .as("the domain is pure: " + pattern)
                    .check(classes);
        }
    }
}
