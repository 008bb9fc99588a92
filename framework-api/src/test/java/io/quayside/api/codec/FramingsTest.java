package io.quayside.api.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingsTest {
    @Test
    void theDefaultsAreTheCodecs() {
        Framing framing = Framings.from(Settings.none(), "varint32", 1000);
        assertInstanceOf(VarintFraming.class, framing);
        assertEquals(1000, framing.maximumPayload());
    }

    @ParameterizedTest
    @CsvSource({"varint32, 65541", "length2, 65537", "length3, 65539", "length4, 65540", "lines, 65538"})
    void theFramingIsChosenByItsName(String name, int maximumFrame) {
        Settings settings = Settings.of(Map.of("framing", name, "max-frame", "64k"));
        Framing framing = Framings.from(settings, "fixed", 10);
        settings.rejectUnknown();
        assertEquals(maximumFrame, framing.maximumFrame());
    }

    @Test
    void aLengthFieldOfOneByteLimitsThePayload() {
        Framing framing = Framings.from(Settings.of(Map.of("framing", "length1")), "lines", 1 << 20);
        assertEquals(255, framing.maximumPayload());
    }

    @Test
    void aDelimiterIsAText() {
        Settings settings = Settings.of(Map.of("framing", "delimiter", "delimiter", "\u20AC", "max-frame", 10));
        Framing framing = Framings.from(settings, "lines", 1);
        settings.rejectUnknown();
        assertEquals(10, framing.maximumPayload());
        assertEquals(13, framing.maximumFrame());
    }

    @Test
    void fixedFramesHaveASize() {
        Settings settings = Settings.of(Map.of("framing", "fixed", "size", "1k"));
        assertEquals(1024, Framings.from(settings, "lines", 1).maximumFrame());
        settings.rejectUnknown();
    }

    @Test
    void aLargestPayloadIsNothingForFixedFrames() {
        Settings settings = Settings.of(Map.of("framing", "fixed", "size", 12, "max-frame", 13));
        assertEquals(12, Framings.from(settings, "lines", 1).maximumPayload());
        assertEquals(
                "QS-201",
                assertThrows(QuaysideException.class, settings::rejectUnknown).code());
    }

    @Test
    void anUnknownFramingListsTheKnownOnes() {
        Settings settings =
                Settings.of("endpoints.chat.codec", Map.of("framing", "varint"), path -> "quayside.conf: 7");
        QuaysideException refused =
                assertThrows(QuaysideException.class, () -> Framings.from(settings, "varint32", 1000));
        assertEquals("QS-205", refused.code());
        assertEquals(
                "endpoints.chat.codec.framing (quayside.conf: 7) is varint, which is no framing; there are"
                        + " varint32, length1, length2, length3, length4, lines, delimiter and fixed",
                refused.getMessage());
    }

    @Test
    void fixedFramesNeedASize() {
        assertRefused("QS-204", Map.of("framing", "fixed"));
        assertRefused("QS-203", Map.of("framing", "fixed", "size", 0));
    }

    @Test
    void delimitersHaveSomeBytesAndNotTooMany() {
        assertRefused("QS-204", Map.of("framing", "delimiter"));
        assertRefused("QS-203", Map.of("framing", "delimiter", "delimiter", ""));
        assertRefused("QS-203", Map.of("framing", "delimiter", "delimiter", "12345678901234567"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2g", "9999999999999999999999"})
    void theLargestPayloadIsWithinReason(String maximum) {
        assertRefused("QS-203", Map.of("max-frame", maximum));
    }

    @Test
    void theFactoriesRefuseWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> Framings.varint32(0));
        assertThrows(IllegalArgumentException.class, () -> Framings.varint32(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> Framings.lengthField(0, 10));
        assertThrows(IllegalArgumentException.class, () -> Framings.lengthField(5, 10));
        assertThrows(IllegalArgumentException.class, () -> Framings.lengthField(2, -1));
        assertThrows(IllegalArgumentException.class, () -> Framings.lines(-1));
        assertThrows(IllegalArgumentException.class, () -> Framings.fixed(0));
        assertThrows(IllegalArgumentException.class, () -> Framings.delimiter(new byte[0], 10));
        assertThrows(IllegalArgumentException.class, () -> Framings.delimiter(new byte[17], 10));
    }

    private static void assertRefused(String code, Map<String, ?> settings) {
        QuaysideException refused =
                assertThrows(QuaysideException.class, () -> Framings.from(Settings.of(settings), "varint32", 1000));
        assertEquals(code, refused.code(), refused.getMessage());
    }
}
