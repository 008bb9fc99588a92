package io.quayside.core.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.codec.CodecProvider;
import io.quayside.api.transport.TransportProvider;
import io.quayside.core.fakes.ServiceFiles;
import io.quayside.core.fakes.TestTransportProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path anotherDirectory;

    /** The codec {@code a}. */
    public static class CodecA implements CodecProvider {
        @Override
        public String id() {
            return "a";
        }

        @Override
        public String description() {
            return "the first";
        }

        @Override
        public Codec<?> open(Settings settings, Class<?> messageType, ClassLoader loader) {
            throw new UnsupportedOperationException();
        }
    }

    /** The codec {@code b}. */
    public static final class CodecB extends CodecA {
        @Override
        public String id() {
            return "b";
        }
    }

    /** Another that calls itself {@code a}. */
    public static final class Impostor extends CodecA {}

    /** Cannot be made. */
    public static final class Failing extends CodecA {
        /** Throws. */
        public Failing() {
            throw new IllegalStateException("out of order");
        }
    }

    /** A class that its user's jar doesn't have. */
    public static class Missing extends CodecA {}

    /** Needs a class that isn't there. */
    public static final class Needy extends Missing {}

    private ServiceFiles files() {
        return new ServiceFiles(directory);
    }

    private static QuaysideException refused(ClassLoader... loaders) {
        return assertThrows(QuaysideException.class, () -> Providers.in(List.of(loaders)));
    }

    @Test
    void findsWhatTheFilesNameAndWhatStandsOnTheClassPath() {
        Providers providers = Providers.in(List.of(files().with(CodecProvider.class, CodecA.class, CodecB.class)
                .with(TransportProvider.class, TestTransportProvider.class)
                .loader()));
        assertEquals(2, providers.codecs().size());
        assertSame(CodecA.class, providers.codec("a").getClass());
        assertSame(CodecB.class, providers.codec("b").getClass());
        assertEquals("test", providers.transport("test").id());
        assertEquals("slab", providers.pool("slab").id());
        assertEquals("standard", providers.session("standard").id());
        assertEquals(1, providers.transports().size());
        assertEquals(1, providers.pools().size());
        assertEquals(1, providers.sessions().size());
        assertEquals(0, providers.plugins().size());
    }

    @Test
    void theClassPathAloneHasTheFrameworksOwn() {
        assertEquals("slab", Providers.onClassPath().pool("slab").id());
    }

    @Test
    void theSameProviderIsTheSameObjectEachTime() {
        Providers providers = Providers.in(
                List.of(files().with(CodecProvider.class, CodecA.class).loader()));
        assertSame(providers.codec("a"), providers.codec("a"));
    }

    @Test
    void oneClassSeenThroughSeveralLoadersCountsOnce() {
        ClassLoader one = files().with(CodecProvider.class, CodecA.class).loader();
        ClassLoader other = files().loader();
        Providers providers = Providers.withPlugins(List.of(one, other));
        assertEquals(1, providers.codecs().size());
        assertEquals(1, providers.pools().size(), "the class path's are seen through each of them");
    }

    @Test
    void twoProvidersWithOneIdAreNamedBothWithTheirPlacesAndTheWayOut() {
        QuaysideException refused = refused(
                files().with(CodecProvider.class, CodecA.class, Impostor.class).loader());
        assertEquals("QS-101", refused.code());
        String here = Providers.origin(new CodecA());
        assertEquals(
                "two codec providers have the id a: " + CodecA.class.getName() + " in " + here + " and "
                        + Impostor.class.getName() + " in " + here + "; remove one of the two",
                refused.getMessage());
    }

    @Test
    void oneClassInTwoJarsIsTwoProviders() {
        ServiceFiles files = files().with(CodecProvider.class, CodecA.class);
        ClassLoader one = files.loaderOfItsOwn(CodecA.class.getName());
        ClassLoader other = files.loaderOfItsOwn(CodecA.class.getName());
        assertEquals("QS-101", refused(one, other).code());
    }

    @Test
    void anUnknownIdListsTheKnownOnes() {
        Providers providers = Providers.in(List.of(
                files().with(CodecProvider.class, CodecB.class, CodecA.class).loader()));
        QuaysideException refused = assertThrows(QuaysideException.class, () -> providers.codec("c"));
        assertEquals("QS-102", refused.code());
        assertEquals("there is no codec c; known are: a, b", refused.getMessage());
    }

    @Test
    void anUnknownIdWhereThereIsNoneAtAllSaysSo() {
        QuaysideException refused = assertThrows(
                QuaysideException.class,
                () -> Providers.in(List.of(files().loader())).plugin("chat"));
        assertEquals("QS-102", refused.code());
        assertEquals("there is no plugin chat; none was found at all", refused.getMessage());
    }

    private static void assertCannotBeLoaded(QuaysideException refused, String detail) {
        assertEquals("QS-104", refused.code());
        String message = refused.getMessage();
        assertTrue(message.startsWith("a codec provider cannot be loaded: "), message);
        assertTrue(message.contains(detail), message);
        assertTrue(
                message.endsWith("; check the file META-INF/services/io.quayside.api.codec.CodecProvider and what its"
                        + " class needs"),
                message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aServiceFileThatNamesNoClassIsSaidSo() {
        assertCannotBeLoaded(
                refused(files().with(CodecProvider.class, "io.nobody.Codec").loader()), "io.nobody.Codec not found");
    }

    @Test
    void aServiceFileThatIsNoneIsSaidSo() {
        assertCannotBeLoaded(
                refused(files().with(CodecProvider.class, "this is no class").loader()), "Illegal");
    }

    @Test
    void aServiceFileThatNamesSomethingElseIsSaidSo() {
        assertCannotBeLoaded(
                refused(files().with(CodecProvider.class, ServiceFiles.class).loader()), "not a subtype");
    }

    @Test
    void aProviderThatCannotBeMadeIsSaidSo() {
        QuaysideException refused =
                refused(files().with(CodecProvider.class, Failing.class).loader());
        assertCannotBeLoaded(refused, Failing.class.getName());
        assertEquals("out of order", refused.getCause().getCause().getMessage(), "for whoever looks further");
    }

    @Test
    void aProviderWhoseClassNeedsAnotherThatIsMissingIsSaidSo() {
        ClassLoader loader =
                files().with(CodecProvider.class, Needy.class).loaderOfItsOwn(ProvidersTest.class.getName());
        assertCannotBeLoaded(refused(loader), "Missing");
    }

    @Test
    void pluginsMayComeFromTheirOwnLoaders() {
        ClassLoader one = files().with(CodecProvider.class, CodecA.class).loaderOfItsOwn(CodecA.class.getName());
        ClassLoader other = new ServiceFiles(anotherDirectory)
                .with(CodecProvider.class, CodecB.class)
                .loader();
        Providers providers = Providers.withPlugins(List.of(one, other));
        assertNotSame(CodecA.class, providers.codec("a").getClass());
        assertSame(CodecB.class, providers.codec("b").getClass());
    }
}
