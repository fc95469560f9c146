package dev.laneledger.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The arrows of the house: which package may see which. */
class ArchitectureTest {
  private static final String API = "dev.laneledger.api..";
  private static final String CLIENT = "dev.laneledger.api.client..";
  private static final String PROJECTIONS = "dev.laneledger.projections..";
  private static final String APP = "dev.laneledger.app..";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.laneledger");

  @Test
  void theContractSeesNeitherProjectionsNorTheProgram() {
    check(
        noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PROJECTIONS, APP));
  }

  @Test
  void projectionsDoNotSeeTheProgram() {
    check(
        noClasses()
            .that()
            .resideInAPackage(PROJECTIONS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP));
  }

  @Test
  void pureModulesSeeNoFrameworkDatabaseOrCommandLine() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(API, PROJECTIONS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.springframework..",
                "org.axonframework..",
                "java.sql..",
                "javax.sql..",
                "org.sqlite..",
                "picocli.."));
  }

  /** A fixed seed in the form that the JDK's key generator asks for is not random. */
  private static final DescribedPredicate<JavaClass> FIXED = simpleNameEndingWith("FixedRandom");

  @Test
  void pureModulesSeeNoClockAndNoRandom() {
    check(
        noClasses()
            .that(
                resideInAnyPackage(API, PROJECTIONS)
                    .and(not(resideInAPackage(CLIENT)))
                    .and(not(FIXED)))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Random.class, SecureRandom.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID"));
  }

  @Test
  void theFourProjectionsDoNotSeeOneAnother() {
    for (String one : new String[] {"blocker", "decision", "ticket", "lane"}) {
      DescribedPredicate<JavaClass> others =
          resideInAnyPackage(
                  "dev.laneledger.projections.blocker..",
                  "dev.laneledger.projections.decision..",
                  "dev.laneledger.projections.ticket..",
                  "dev.laneledger.projections.lane..")
              .and(not(resideInAPackage("dev.laneledger.projections." + one + "..")));
      check(
          noClasses()
              .that()
              .resideInAPackage("dev.laneledger.projections." + one + "..")
              .should()
              .dependOnClassesThat(others));
    }
  }

  @Test
  void theEdgesNeverReachStorage() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(app("http"), app("ui"), app("cli"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(app("storage")));
  }

  @Test
  void onlyTheCommandSideAndWhatServesItSeesAxon() {
    check(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(
                            app("command"), app("storage"), app("readmodel"), app("config"))
                        .or(simpleNameEndingWith("Gateway"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.axonframework.."));
  }

  @Test
  void onlySigningSeesBouncyCastle() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(app("signing"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle.."));
  }

  @Test
  void onlyWhatKeepsDataSeesJdbc() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                app("storage"), app("readmodel"), app("publish"), app("rehearsal"), app("bench"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql.."));
  }

  /** A module's own package is its front door: it composes the packages below it. */
  @Test
  void packagesFormNoCycles() {
    check(slices().matching("dev.laneledger.(*).(*)..").should().beFreeOfCycles());
  }

  private static String app(String name) {
    return "dev.laneledger.app." + name + "..";
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }
}
