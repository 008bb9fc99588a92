package io.quayside.transport.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A profile is a value, and makes sense. */
class FaultProfileTest {
    @Test
    void profilesAreImmutableAndChecked() {
        Faults calm = Faults.none();
        assertNotEquals(calm.toString(), calm.resets(0.5).toString());
        assertEquals(Faults.none().toString(), calm.toString());
        assertThrows(IllegalArgumentException.class, () -> calm.resets(1.1));
        assertThrows(IllegalArgumentException.class, () -> calm.pieces(0));
        assertThrows(IllegalArgumentException.class, () -> calm.windows(2, 1));
        assertThrows(IllegalArgumentException.class, () -> calm.lending(1, 0, 512));
        assertThrows(IllegalArgumentException.class, () -> calm.delays(Duration.ZERO, Duration.ofMillis(1)));
    }
}
