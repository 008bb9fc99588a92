package io.quayside.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> KNOWN = List.of("accept", "backlog", "codec", "max-sessions", "ttl", "workers");

    @ParameterizedTest
    @CsvSource({
        "acept, accept",
        "accceptt, accept",
        "cdoec, codec",
        "max_sessions, max-sessions",
        "maxSessions, max-sessions",
        "worker, workers",
        "tll, ttl",
        "wrokres, workers"
    })
    void findsWhatWasMeant(String word, String meant) {
        assertEquals(meant, Spelling.closest(word, KNOWN));
    }

    @ParameterizedTest
    @CsvSource({"colour", "x", "back", "address-of-server"})
    void guessesNothingFarAway(String word) {
        assertNull(Spelling.closest(word, KNOWN));
    }

    @Test
    void knowsNothingOfNothing() {
        assertNull(Spelling.closest("a", List.of()));
    }
}
