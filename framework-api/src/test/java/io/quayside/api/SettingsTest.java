package io.quayside.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private enum Policy {
        REFUSE,
        DROP_OLDEST,
        CLOSE
    }

    /** A section as it lies in a file: every value has a line, but for one that came from elsewhere. */
    private static Settings written(Map<String, ?> values) {
        return Settings.of("endpoints.chat", values, path -> path.endsWith("origin") ? null : "quayside.conf: 12");
    }

    private static void assertRefused(String code, String message, Executable getter) {
        QuaysideException refused = assertThrows(QuaysideException.class, getter);
        assertEquals(message, refused.getMessage());
        assertEquals(code, refused.code());
    }

    @Test
    void everyGetterAnswersItsDefault() {
        Settings none = Settings.none();
        assertFalse(none.has("a"));
        assertEquals("x", none.string("a", "x"));
        assertEquals(List.of("x", "y"), none.strings("a", List.of("x", "y")));
        assertEquals(7, none.integer("a", 7, 0, 10));
        assertEquals(-1, none.integer("a", -1, 0, 10));
        assertEquals(512, none.bytes("a", 512, 0, 1024));
        assertEquals(Duration.ofNanos(5), none.duration("a", Duration.ofNanos(5)));
        assertTrue(none.flag("a", true));
        assertEquals(Policy.CLOSE, none.choice("a", Policy.class, Policy.CLOSE));
        assertEquals(List.of(), none.section("a").keys());
        none.rejectUnknown();
    }

    @Test
    void aTextThatHasToBeThereIs() {
        assertEquals("tcp", written(Map.of("kind", "tcp")).string("kind"));
        assertEquals("8", written(Map.of("kind", 8)).string("kind"));
        assertRefused(
                "QS-204",
                "endpoints.chat.origin has to be set, and is not",
                () -> written(Map.of()).string("origin"));
    }

    @Test
    void aTextIsNeitherListNorSection() {
        assertRefused(
                "QS-202",
                "endpoints.chat.name (quayside.conf: 12) is [a, b]; it has to be a text",
                () -> written(Map.of("name", List.of("a", "b"))).string("name", ""));
        assertRefused(
                "QS-202",
                "endpoints.chat.name (quayside.conf: 12) is {a=1}; it has to be a text",
                () -> written(Map.of("name", Map.of("a", 1))).string("name"));
    }

    @Test
    void oneTextIsAListOfOne() {
        Settings settings = written(Map.of("one", "a", "some", List.of("a", 2, true), "none", List.of()));
        assertEquals(List.of("a"), settings.strings("one", List.of()));
        assertEquals(List.of("a", "2", "true"), settings.strings("some", List.of()));
        assertEquals(List.of(), settings.strings("none", List.of("x")));
    }

    @Test
    void aListHasTextsOnly() {
        assertRefused(
                "QS-202",
                "endpoints.chat.some (quayside.conf: 12) is [b]; it has to be a list of texts",
                () -> written(Map.of("some", List.of("a", List.of("b")))).strings("some", List.of()));
        assertRefused(
                "QS-202",
                "endpoints.chat.some (quayside.conf: 12) is [a, null]; it has to be a list of texts",
                () -> written(Map.of("some", Arrays.asList("a", null))).strings("some", List.of()));
    }

    @Test
    void wholeNumbersAreNumbersOrTexts() {
        Settings settings = written(Map.of("number", 42, "text", " 42 ", "negative", -3));
        assertEquals(42, settings.integer("number", 0, 42, 42));
        assertEquals(42, settings.integer("text", 0, 0, 100));
        assertEquals(-3, settings.integer("negative", 0, -3, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1k", "1.5", "1e3", "0x10", "--1", "1 2"})
    void otherTextsAreNoWholeNumbers(String text) {
        assertRefused(
                "QS-202",
                "endpoints.chat.workers (quayside.conf: 12) is " + text + "; it has to be a whole number",
                () -> written(Map.of("workers", text)).integer("workers", 1, 1, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "-1", "4294967297", "99999999999999999999999999"})
    void aWholeNumberIsWithinItsRange(String number) {
        assertRefused(
                "QS-203",
                "endpoints.chat.workers (quayside.conf: 12) is " + number + "; it has to be from 1 to 8",
                () -> written(Map.of("workers", number)).integer("workers", 1, 1, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "512b, 512",
        "1k, 1024",
        "1K, 1024",
        "64kb, 65536",
        "64 KiB, 65536",
        "1m, 1048576",
        "3MB, 3145728",
        "1MiB, 1048576",
        "2g, 2147483648",
        "1GiB, 1073741824",
        "1gb, 1073741824"
    })
    void sizesArePowersOf1024(String text, long bytes) {
        assertEquals(bytes, written(Map.of("size", text)).bytes("size", 7, 0, Long.MAX_VALUE));
    }

    @Test
    void aSizeIsWithinItsRange() {
        assertRefused(
                "QS-203",
                "endpoints.chat.size (quayside.conf: 12) is 2m; it has to be from 1 to 1048576 bytes",
                () -> written(Map.of("size", "2m")).bytes("size", 1, 1, 1 << 20));
        assertRefused(
                "QS-203",
                "endpoints.chat.size (quayside.conf: 12) is 9007199254740992k; it has to be from 0 to"
                        + " 9223372036854775807 bytes",
                () -> written(Map.of("size", "9007199254740992k")).bytes("size", 1, 0, Long.MAX_VALUE));
        assertRefused(
                "QS-202",
                "endpoints.chat.size (quayside.conf: 12) is 10s; it has to be a size such as 512, 64k or 1m",
                () -> written(Map.of("size", "10s")).bytes("size", 1, 0, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "250, 250",
        "500ms, 500",
        "10s, 10000",
        "10 S, 10000",
        "5m, 300000",
        "5min, 300000",
        "2h, 7200000",
        "1d, 86400000"
    })
    void timesHaveUnits(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), written(Map.of("idle", text)).duration("idle", Duration.ZERO));
    }

    @Test
    void aTimeIsNotNegativeAndNotForEver() {
        String range = "; it has to be from 0 to 106751d";
        assertRefused(
                "QS-203",
                "endpoints.chat.idle (quayside.conf: 12) is -1s" + range,
                () -> written(Map.of("idle", "-1s")).duration("idle", Duration.ZERO));
        assertRefused(
                "QS-203",
                "endpoints.chat.idle (quayside.conf: 12) is -1" + range,
                () -> written(Map.of("idle", -1)).duration("idle", Duration.ZERO));
        assertRefused(
                "QS-203",
                "endpoints.chat.idle (quayside.conf: 12) is 999999d" + range,
                () -> written(Map.of("idle", "999999d")).duration("idle", Duration.ZERO));
        assertRefused(
                "QS-202",
                "endpoints.chat.idle (quayside.conf: 12) is 5k; it has to be a time such as 500ms, 10s or 5m",
                () -> written(Map.of("idle", "5k")).duration("idle", Duration.ZERO));
    }

    @Test
    void theLongestTimeHasNanosecondsThatALongCanCount() {
        Duration longest = written(Map.of("idle", "106751d")).duration("idle", Duration.ZERO);
        assertEquals(Duration.ofDays(106_751), longest);
        assertTrue(longest.toNanos() > 0);
        assertRefused(
                "QS-203",
                "endpoints.chat.idle (quayside.conf: 12) is 106752d; it has to be from 1s to 106751d",
                () -> written(Map.of("idle", "106752d"))
                        .duration("idle", Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "-1ms", "9ms", "90001ms", "2h"})
    void aTimeIsWithinItsRangeWhichMayLeaveOutZero(String time) {
        assertRefused(
                "QS-203",
                "endpoints.chat.every (quayside.conf: 12) is " + time + "; it has to be from 10ms to 90s",
                () -> written(Map.of("every", time))
                        .duration("every", Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofSeconds(90)));
    }

    @Test
    void aTimeAtTheEndsOfItsRangePasses() {
        Settings settings = written(Map.of("least", "1ms", "most", "1d"));
        Duration most = Duration.ofDays(1);
        assertEquals(Duration.ofMillis(1), settings.duration("least", most, Duration.ofNanos(1), most));
        assertEquals(most, settings.duration("most", Duration.ZERO, Duration.ofMillis(1), most));
        assertEquals(Duration.ZERO, settings.duration("absent", Duration.ZERO, Duration.ofMillis(1), most));
        assertRefused(
                "QS-203",
                "endpoints.chat.least (quayside.conf: 12) is 0; it has to be from 1ms to 1d",
                () -> written(Map.of("least", 0)).duration("least", most, Duration.ofNanos(1), most));
    }

    @Test
    void flagsHaveSeveralNames() {
        for (Object yes : List.of(true, "true", "True", "on", "yes")) {
            assertTrue(written(Map.of("flag", yes)).flag("flag", false), yes.toString());
        }
        for (Object no : List.of(false, "false", "OFF", "no")) {
            assertFalse(written(Map.of("flag", no)).flag("flag", true), no.toString());
        }
        assertRefused(
                "QS-202",
                "endpoints.chat.flag (quayside.conf: 12) is 1; it has to be true or false",
                () -> written(Map.of("flag", 1)).flag("flag", false));
    }

    @Test
    void choicesAreConstantsInLowerCaseWithHyphens() {
        Settings settings = written(Map.of("policy", "drop-oldest"));
        assertEquals(Policy.DROP_OLDEST, settings.choice("policy", Policy.class, Policy.CLOSE));
        assertRefused(
                "QS-202",
                "endpoints.chat.policy (quayside.conf: 12) is DROP_OLDEST; it has to be one of refuse, drop-oldest,"
                        + " close",
                () -> written(Map.of("policy", "DROP_OLDEST")).choice("policy", Policy.class, Policy.CLOSE));
    }

    @Test
    void sectionsKnowTheirPath() {
        Settings settings = written(Map.of("codec", Map.of("deep", Map.of("size", "big"))));
        Settings codec = settings.section("codec");
        assertSame(codec, settings.section("codec"));
        assertRefused(
                "QS-202",
                "endpoints.chat.codec.deep.size (quayside.conf: 12) is big; it has to be a size such as 512, 64k or 1m",
                () -> codec.section("deep").bytes("size", 0, 0, 10));
        assertRefused(
                "QS-202",
                "endpoints.chat.codec (quayside.conf: 12) is bytes; it has to be a section in braces",
                () -> written(Map.of("codec", "bytes")).section("codec"));
    }

    @Test
    void aKeyIsSpokenOfWithItsPathAndItsPlace() {
        assertEquals(
                "endpoints.chat.kind (quayside.conf: 12)", written(Map.of()).where("kind"));
        assertEquals("endpoints.chat.origin", written(Map.of()).where("origin"));
        assertEquals("kind", Settings.none().where("kind"));
    }

    @Test
    void keysComeInTheOrderWritten() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("z", 1);
        values.put("a", 2);
        values.put("m", null);
        values.put("k", 3);
        assertEquals(List.of("z", "a", "k"), Settings.of(values).keys());
    }

    @Test
    void nullIsAbsent() {
        Map<String, Object> values = new HashMap<>();
        values.put("a", null);
        Settings settings = Settings.of(values);
        assertFalse(settings.has("a"));
        assertEquals("x", settings.string("a", "x"));
    }

    @Test
    void whatBecomesOfTheMapLaterDoesNotMatter() {
        Map<String, Object> values = new HashMap<>(Map.of("a", 1));
        Settings settings = Settings.of(values);
        values.put("a", 2);
        values.put("b", 3);
        assertEquals(List.of("a"), settings.keys());
        assertEquals(1, settings.integer("a", 0, 0, 9));
    }

    @Test
    void aKeyAskedForIsKnown() {
        Settings settings = written(Map.of(
                "a", 1, "b", 1, "c", 1, "d", 1, "e", "1", "f", true, "g", "close", "h", Map.of("i", 1), "j", "x"));
        settings.has("a");
        settings.string("b");
        settings.integer("c", 0, 0, 1);
        settings.bytes("d", 0, 0, 1);
        settings.duration("e", Duration.ZERO);
        settings.flag("f", false);
        settings.choice("g", Policy.class, Policy.REFUSE);
        settings.section("h").integer("i", 0, 0, 1);
        settings.strings("j", List.of());
        settings.rejectUnknown();
    }

    @Test
    void anUnknownKeyIsRejectedWithWhatWasMeant() {
        Settings settings = written(Map.of("max-fraem", "1m"));
        settings.string("framing", "");
        settings.bytes("max-frame", 0, 0, 1);
        settings.bytes("max-line", 0, 0, 1);
        assertRefused(
                "QS-201",
                "unknown key endpoints.chat.max-fraem (quayside.conf: 12); did you mean max-frame? known here: framing,"
                        + " max-frame, max-line",
                settings::rejectUnknown);
    }

    @Test
    void anUnknownKeyUnlikeAnyOtherIsRejectedWithTheKnownOnes() {
        Settings settings = written(Map.of("colour", "red"));
        assertRefused(
                "QS-201",
                "unknown key endpoints.chat.colour (quayside.conf: 12); no key is known here",
                settings::rejectUnknown);
        settings.string("framing", "");
        assertRefused(
                "QS-201",
                "unknown key endpoints.chat.colour (quayside.conf: 12); known here: framing",
                settings::rejectUnknown);
    }

    @Test
    void unknownKeysOfSectionsAreRejected() {
        Settings settings = written(Map.of("codec", Map.of("framin", "lines")));
        settings.section("codec").string("framing", "");
        assertRefused(
                "QS-201",
                "unknown key endpoints.chat.codec.framin (quayside.conf: 12); did you mean framing? known here: framing",
                settings::rejectUnknown);
    }

    @Test
    void speakingOfAKeyDoesNotMakeItKnown() {
        Settings settings = written(Map.of("a", 1));
        settings.where("a");
        assertThrows(QuaysideException.class, settings::rejectUnknown);
    }
}
