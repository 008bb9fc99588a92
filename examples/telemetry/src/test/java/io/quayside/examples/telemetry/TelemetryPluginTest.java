package io.quayside.examples.telemetry;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_MOCKS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.quayside.api.QuaysideException;
import io.quayside.api.Settings;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.session.SendResult;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionGroup;
import io.quayside.api.session.Sessions;
import io.quayside.examples.telemetry.Message.Ack;
import io.quayside.examples.telemetry.Message.Alarm;
import io.quayside.examples.telemetry.Message.Query;
import io.quayside.examples.telemetry.Message.Report;
import io.quayside.examples.telemetry.Message.Subscribe;
import io.quayside.examples.telemetry.Message.Summary;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** The plugin by itself: whatever it is handed is an interface, so mocks of them are enough. */
class TelemetryPluginTest {
    private final Session<Message> device = mock();
    private final SessionGroup<Message> subscribers = mock();
    private final Scheduler scheduler = mock();
    private final TimeSource time = mock();
    private final TelemetryPlugin plugin = plugin(Map.of("alarm-above", 50, "sensors", 2, "forget-after", "10s"));

    @BeforeEach
    void start() {
        when(device.send(any())).thenReturn(SendResult.QUEUED);
        plugin.start();
    }

    @Test
    void aReportIsAcknowledgedAlsoWhenItComesAgain() {
        plugin.message(device, new Report(1, 1, 7, 0, 20));
        plugin.message(device, new Report(1, 1, 7, 0, 20));
        plugin.message(device, new Query(1, 1));

        verify(device, times(2)).send(new Ack(7));
        verify(device).send(new Summary(1, 1, 1, 0, 20, 20, 20, 20));
    }

    @Test
    void whoSubscribedHearsOfAlarms() {
        plugin.message(device, new Report(1, 1, 1, 1_000, 51));

        verify(subscribers).send(new Alarm(1, 1, 1_000, 51));
    }

    @Test
    void onlyWhoListensMayBeSilent() {
        Session<Message> listener = mock();
        plugin.message(listener, new Subscribe());
        verify(subscribers).add(listener);
        when(subscribers.contains(listener)).thenReturn(true);

        plugin.idle(listener);
        plugin.idle(device);

        verify(listener, never()).close(anyString());
        verify(device).close("a device that is silent");
    }

    @Test
    void whoReportsOneSensorTooManyIsTurnedAway() {
        for (int sensor = 1; sensor <= 3; sensor++) {
            plugin.message(device, new Report(1, sensor, sensor, 0, 0));
        }

        verify(device).send(new Ack(2));
        verify(device, never()).send(new Ack(3));
        verify(device).close("there are 2 sensors, and no room for more");
    }

    @Test
    void whatWasLongSilentIsForgotten() {
        ArgumentCaptor<Runnable> timer = ArgumentCaptor.captor();
        verify(scheduler).every(any(), timer.capture());
        plugin.message(device, new Report(1, 1, 1, 0, 20));
        when(time.nanoTime()).thenReturn(Duration.ofSeconds(10).toNanos() + 1);
        timer.getValue().run();
        plugin.message(device, new Query(1, 1));

        verify(device).send(new Summary(1, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void whatOnlyServersSendEndsTheSession() {
        plugin.message(device, new Ack(1));

        verify(device).close(anyString());
    }

    @Test
    void aLostAnswerEndsTheSession() {
        when(device.send(any())).thenReturn(SendResult.REFUSED);
        plugin.message(device, new Query(1, 1));

        verify(device).close("an answer could not be queued");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(QuaysideException.class, () -> plugin(Map.of("sensors", 0)));
    }

    private TelemetryPlugin plugin(Map<String, ?> settings) {
        Sessions<Message> sessions = mock();
        when(sessions.newGroup()).thenReturn(subscribers);
        return new TelemetryPlugin(
                Settings.of(settings), sessions, scheduler, time, mock(Metrics.class, RETURNS_MOCKS));
    }
}
