package io.quayside.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointSpecTest {
    private static final Settings SECTION = Settings.of(
            "endpoints.a",
            Map.of("listen", "127.0.0.1:7000", "plugin", "echo"),
            path -> path.equals("endpoints.a.listen") ? "quayside.conf: 12" : null);

    @Test
    void anAddressFromAFileIsSpokenOfWithItsPlace() {
        EndpointSpec spec = EndpointSpec.from("a", SECTION);
        assertEquals("127.0.0.1:7000", spec.listen());
        assertEquals("endpoints.a.listen (quayside.conf: 12)", spec.whereListen());
    }

    @Test
    void anAddressOfTheApplicationHasNoPlace() {
        assertEquals("endpoints.b.listen", EndpointSpec.named("b").whereListen());
        assertEquals(
                "endpoints.a.listen",
                EndpointSpec.from("a", SECTION).listen("127.0.0.1:7001").whereListen());
    }

    @Test
    void whatLacksIsNamedByItsPath() {
        EndpointSpec spec = EndpointSpec.named("b").listen("127.0.0.1:7000");
        QuaysideException refused = assertThrows(QuaysideException.class, spec::requireComplete);
        assertEquals("QS-204", refused.code());
        assertEquals("endpoints.b.plugin has to be set, and is not", refused.getMessage());
    }
}
