package io.quayside.examples.telemetry;

import static io.quayside.examples.telemetry.Sensors.Outcome.ALARMING;
import static io.quayside.examples.telemetry.Sensors.Outcome.REFUSED;
import static io.quayside.examples.telemetry.Sensors.Outcome.REPEATED;
import static io.quayside.examples.telemetry.Sensors.Outcome.TAKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorsTest {
    private final Sensors sensors = new Sensors(90, 2);
    private long sequence;

    @Test
    void aSummaryIsOfAllReadings() {
        List.of(20.0, -5.0, 45.0).forEach(value -> report(1, value, 0));

        assertEquals(new Summary(1, 1, 3, 3_000, 45, -5, 45, 20), sensors.summary(new Query(1, 1)));
    }

    @Test
    void theMeanOfLargeNumbersIsANumber() {
        report(1, Double.MAX_VALUE, 0);
        report(1, Double.MAX_VALUE, 0);
        report(1, -Double.MAX_VALUE, 0);

        assertEquals(Double.MAX_VALUE / 3, sensors.summary(new Query(1, 1)).mean(), Double.MAX_VALUE / 1e9);
    }

    @Test
    void nothingIsKnownOfASensorThatWasSilent() {
        assertEquals(new Summary(7, 8, 0, 0, 0, 0, 0, 0), sensors.summary(new Query(7, 8)));
    }

    @Test
    void aSensorAlarmsOnceUntilItHasComeDown() {
        assertEquals(TAKEN, report(1, 90, 0));
        assertEquals(ALARMING, report(1, 91, 0));
        assertEquals(TAKEN, report(1, 99, 0));
        assertEquals(TAKEN, report(1, 80, 0));
        assertEquals(ALARMING, report(1, 91, 0));
    }

    @Test
    void aRepetitionCountsOnce() {
        Report report = new Report(1, 1, 5, 0, 3);

        assertEquals(TAKEN, sensors.add(report, 0));
        assertEquals(REPEATED, sensors.add(report, 0));
        assertEquals(1, sensors.summary(new Query(1, 1)).count());
    }

    @Test
    void thereIsRoomForSoManyAndThenAgain() {
        assertEquals(TAKEN, report(1, 0, 10));
        assertEquals(TAKEN, report(2, 0, 20));
        assertEquals(REFUSED, report(3, 0, 30));
        sensors.forget(20);

        assertEquals(TAKEN, report(3, 0, 30));
        assertEquals(2, sensors.size());
    }

    /** A device that was forgotten may begin to count its reports anew. */
    @Test
    void withItsLastSensorADeviceIsForgotten() {
        sensors.add(new Report(1, 1, 1_000, 0, 0), 10);
        sensors.forget(11);

        assertEquals(TAKEN, sensors.add(new Report(1, 1, 1, 0, 0), 12));
    }

    private Sensors.Outcome report(int sensor, double value, long now) {
        sequence++;
        return sensors.add(new Report(1, sensor, sequence, 1_000 * sequence, value), now);
    }
}
