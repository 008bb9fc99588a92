package io.quayside.load.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static Plan plan(int connections, int size, int inFlight, double rate, int threads) {
        InetSocketAddress server = InetSocketAddress.createUnresolved("server", 1);
        Duration second = Duration.ofSeconds(1);
        return new Plan(server, Protocol.FRAMES, connections, size, inFlight, second, second, rate, threads, second);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 0, 1, --connections is 0; it has to be from 1 to 1000000",
        "1, 0, 1, 0, 1, --size is 0; it has to be from 1 to 16777216",
        "1, 1, 0, 0, 1, --in-flight is 0; it has to be from 1 to 65536",
        "3, 1, 1, 0, 4, --threads is 4; it has to be from 1 to 3",
        "1, 1, 1, -1, 1, --rate has to be from above 0 to 1000000000",
        "1, 1, 1, NaN, 1, --rate has to be from above 0 to 1000000000"
    })
    void whatIsOutOfRangeIsNamed(int connections, int size, int inFlight, double rate, int threads, String message) {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> plan(connections, size, inFlight, rate, threads));
        assertEquals(message, e.getMessage());
    }

    @Test
    void moreThanMemoryHoldsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> plan(1000, 1 << 20, 16, 0, 1));
    }

    @Test
    void hugeMessagesAreWrittenOneByOne() {
        assertEquals(1, plan(1, 8 << 20, 16, 0, 1).exchange().requests().together());
        assertEquals(16, plan(1, 32, 16, 0, 1).exchange().requests().together());
        assertEquals(64, plan(1, 32, 1, 100, 1).exchange().requests().together());
    }
}
