package io.quayside.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A codec with a flaw doesn't pass, and the report says what is wrong with it. */
class ProtocolKitFindsTest {
    private static final List<String> SAMPLES = List.of("hello", "a", "x".repeat(300));

    private static ProtocolReport report(Flaw flaw, List<String> samples) {
        return ProtocolKit.of(new FlawedCodec(flaw), samples).check();
    }

    @Test
    void aCodecWithoutAFlawPasses() {
        ProtocolReport report = report(Flaw.NONE, SAMPLES);

        report.assertPasses();
        assertTrue(report.toString().startsWith("the protocol of io.quayside.testkit.FlawedCodec passes"));
        assertEquals(9, report.steps().size());
        assertTrue(report.steps().stream().allMatch(each -> each.tries() > 0), report::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMPATIENT      | frames cut at every position | sample 1 (\"hello\", a frame of 9 bytes), cut after byte 5 | expected: no message | seen: one message, \"h\"",
                "GREEDY         | several frames in one piece | samples [1, 1], in one piece | expected: 2 messages | seen: one message, \"hello\"",
                "REMEMBERS      | streams that end within a frame | the stream ends after byte | expected: one message, \"hello\" | this is another session",
                "BELIEVES       | hostile lengths | changed to 0x | no memory is taken for a size that is only announced (C3) | bytes were allocated",
                "CARELESS       | hostile lengths | changed to 0x | refused with a CodecException (C5) | the codec threw",
                "MUTE           | hostile lengths | changed to 0x | a reason that an operator can read (C5) | CODEC_ERROR ()",
                "ANNOUNCES_MORE | round trips | encoded and decoded | 10 bytes, as encodedSize announced (C4) | encode wrote 9 of them",
                "SHOUTS         | round trips | encoded and decoded | expected: one message, \"hello\" | seen: one message, \"HELLO\"",
                "TURNS_ROUND    | frames cut at every position | cut after byte 4 | the session waits for the rest | CODEC_ERROR"
            })
    void aFlawIsFound(Flaw flaw, String step, String where, String expected, String seen) {
        ProtocolReport report = report(flaw, SAMPLES);

        assertFalse(report.passes());
        ProtocolReport.Step first = report.steps().stream()
                .filter(each -> !each.findings().isEmpty())
                .findFirst()
                .orElseThrow();
        assertEquals(step, first.name(), report::toString);
        for (String part : List.of(where, expected, seen)) {
            assertTrue(first.toString().contains(part), () -> part + " is not in: " + report);
        }
        AssertionError error = assertThrows(AssertionError.class, report::assertPasses);
        assertEquals(report.toString(), error.getMessage());
    }

    @Test
    void bytesThatAreLeftAreFound() {
        String report = report(Flaw.LEAVES_BYTES, List.of("")).toString();

        assertTrue(
                report.contains("the whole frame is taken (C1)") && report.contains("3 bytes of it are left"), report);
    }

    @Test
    void whatHangsIsFound() {
        String report = ProtocolKit.of(new FlawedCodec(Flaw.SPINS), List.of("hello"))
                .patience(Duration.ofSeconds(4))
                .check()
                .toString();

        assertTrue(report.contains("hostile lengths"), report);
        assertTrue(report.contains("it still runs after 4000 ms, at "), report);
        assertTrue(report.contains("FlawedCodec"), report);
    }

    @Test
    void messagesAreComparedAsTheKitIsTold() {
        ProtocolKit.of(new FlawedCodec(Flaw.SHOUTS), List.of("hello", "a"))
                .sameness(String::equalsIgnoreCase)
                .check()
                .assertPasses();
    }

    @Test
    void theSameSeedGivesTheSameReport() {
        assertEquals(report(Flaw.IMPATIENT, SAMPLES), report(Flaw.IMPATIENT, SAMPLES));
    }
}
