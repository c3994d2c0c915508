package faas.scarlet.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which. */
@AnalyzeClasses(
    packages = "faas.scarlet.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
  @ArchTest
  static final ArchRule RENDERING_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("..operator.render..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "io.fabric8.knative.client..",
              "io.javaoperatorsdk..",
              "io.quarkus..",
              "io.minio..",
              "faas.scarlet.crd..",
              "faas.scarlet.operator.dependent..",
              "faas.scarlet.operator.reconcile..",
              "faas.scarlet.operator.status..",
              "faas.scarlet.operator.store..");

  @ArchTest
  static final ArchRule ONLY_THE_STORE_ROOM_KNOWS_THE_STORES_CLIENT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..operator.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.minio..", "okhttp3..");

  @ArchTest
  static final ArchRule THE_STORE_ROOM_KNOWS_NO_KUBERNETES =
      noClasses()
          .that()
          .resideInAPackage("..operator.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "faas.scarlet.crd..");

  @ArchTest
  static final ArchRule ONLY_THESE_ROOMS_KNOW_THE_BRIDGE_TO_AWS =
      noClasses()
          .that()
          .resideOutsideOfPackages("..operator.lambda..", "..operator.bake..")
          .and()
          .doNotHaveSimpleName("LambdaBeans")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("faas.scarlet.aws..", "software.amazon..");
}
