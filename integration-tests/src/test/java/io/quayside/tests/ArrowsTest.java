package io.quayside.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quayside.api.Internal;
import io.quayside.api.Open;
import io.quayside.api.Stable;

/**
 * The arrows between the modules run one way, and an implementation shows nothing but its provider.
 *
 * <p>A rule may find no classes only as long as the modules it speaks of have none.
 */
@AnalyzeClasses(packages = "io.quayside", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    private static final String OURS = "io.quayside..";
    private static final String API = "io.quayside.api..";
    private static final String CORE = "io.quayside.core..";
    private static final String WIRING = "io.quayside.core.wiring..";
    private static final String TRANSPORTS = "io.quayside.transport..";
    private static final String SIMULATED = "io.quayside.transport.simulated..";
    private static final String URING = "io.quayside.transport.uring..";
    private static final String RING = "io.quayside.transport.uring.ring..";
    private static final String CODECS = "io.quayside.codec..";
    private static final String PLUGINS = "io.quayside.plugin..";
    private static final String CHAT_PROTOCOL = "io.quayside.chat..";
    private static final String CONTRACTS = "io.quayside.tck..";
    private static final String TESTKIT = "io.quayside.testkit..";
    private static final String GUICE = "com.google.inject..";

    private static final DescribedPredicate<JavaAnnotation<?>> AN_ANNOTATION_OF_THE_API = DescribedPredicate.describe(
            "an annotation of the API", annotation -> resideInAPackage(API).test(annotation.getRawType()));

    @ArchTest
    static final ArchRule apiSeesOnlyTheJdkAndAnnotations = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(API, "java..", "jakarta.inject..", "org.jspecify..");

    /** {@code API.md} has the kinds. */
    @ArchTest
    static final ArchRule everyPublicTypeSaysHowItMayChange = classes()
            .that()
            .resideInAnyPackage(API, CORE, CONTRACTS, TESTKIT, TRANSPORTS, CODECS)
            .and()
            .areTopLevelClasses()
            .and()
            .arePublic()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .beAnnotatedWith(Stable.class)
            .orShould()
            .beAnnotatedWith(Open.class)
            .orShould()
            .beAnnotatedWith(Internal.class);

    @ArchTest
    static final ArchRule guiceIsImportedByTheWiringOnly = noClasses()
            .that()
            .resideOutsideOfPackage(WIRING)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(GUICE);

    @ArchTest
    static final ArchRule coreSeesOnlyTheApi = ofOursOnly(CORE, API).allowEmptyShould(true);

    /** Whoever extends a contract gets all that it is made of: the API, JUnit's interfaces, and nothing else. */
    @ArchTest
    static final ArchRule contractsSeeOnlyTheApiAndJUnit = classes()
            .that()
            .resideInAPackage(CONTRACTS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    CONTRACTS,
                    API,
                    "java..",
                    "com.sun.management..",
                    "org.jspecify..",
                    "org.junit.jupiter.api..",
                    "org.junit.jupiter.params..",
                    "org.opentest4j..");

    /** It puts a server together from its parts, on a simulated network; it knows no codec, plugin or real transport. */
    @ArchTest
    static final ArchRule theTestkitSeesWhatItPutsTogether = classes()
            .that()
            .resideInAPackage(TESTKIT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    TESTKIT,
                    API,
                    CORE,
                    SIMULATED,
                    CONTRACTS,
                    "java..",
                    "com.sun.management..",
                    "org.jspecify..",
                    "org.junit.jupiter.api..");

    @ArchTest
    static final ArchRule theTestkitIsForTests = noClasses()
            .that()
            .resideOutsideOfPackage(TESTKIT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTKIT);

    @ArchTest
    static final ArchRule transportsSeeOnlyTheApi = ofOursOnly(TRANSPORTS, API).allowEmptyShould(true);

    @ArchTest
    static final ArchRule transportsDoNotSeeEachOther = slices().matching("io.quayside.transport.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule codecsSeeOnlyTheApi = ofOursOnly(CODECS, API).allowEmptyShould(true);

    @ArchTest
    static final ArchRule codecsDoNotSeeEachOther = slices().matching("io.quayside.codec.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule pluginsSeeOnlyTheApiAndProtocols =
            ofOursOnly(PLUGINS, API, CHAT_PROTOCOL).allowEmptyShould(true);

    @ArchTest
    static final ArchRule pluginsDoNotSeeEachOther = slices().matching("io.quayside.plugin.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theChatProtocolStandsAlone = ofOursOnly(CHAT_PROTOCOL).allowEmptyShould(true);

    @ArchTest
    static final ArchRule transportsAndCodecsShowOnlyTheirProvider = classes()
            .that()
            .resideInAnyPackage(TRANSPORTS, CODECS)
            .and()
            .resideOutsideOfPackage(SIMULATED) // which tests are written against
            .and()
            .resideOutsideOfPackage(RING) // see the next rule
            .and()
            .areTopLevelClasses()
            .and()
            .arePublic()
            .should()
            .haveSimpleNameEndingWith("Provider")
            .allowEmptyShould(true);

    /** What can harm memory is in a package of its own, whose classes are public for the transport around it. */
    @ArchTest
    static final ArchRule ringsAreForTheirTransport = noClasses()
            .that()
            .resideOutsideOfPackage(URING)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RING);

    /** The one place where Java's guard over memory is left. */
    @ArchTest
    static final ArchRule nativeMemoryIsForRings = noClasses()
            .that()
            .resideOutsideOfPackage(RING)
            .and()
            .resideInAPackage(OURS)
            .should()
            .callMethod("java.lang.foreign.Linker", "nativeLinker");

    @ArchTest
    static final ArchRule pluginsShowOnlyTheirProviderAndWhatTheApiAnnotates = classes()
            .that()
            .resideInAPackage(PLUGINS)
            .and()
            .areTopLevelClasses()
            .and()
            .arePublic()
            .should()
            .haveSimpleNameEndingWith("Provider")
            .orShould()
            .beAnnotatedWith(AN_ANNOTATION_OF_THE_API)
            .allowEmptyShould(true);

    /** Classes of {@code module} may use anything that isn't ours; of ours, only themselves and {@code others}. */
    private static ArchRule ofOursOnly(String module, String... others) {
        DescribedPredicate<JavaClass> seen = resideOutsideOfPackage(OURS)
                .or(resideInAPackage(module))
                .or(resideInAnyPackage(others))
                .as("are not ours, or are in any of %s, %s", module, String.join(", ", others));
        return classes().that().resideInAPackage(module).should().onlyDependOnClassesThat(seen);
    }
}
