package io.quayside.examples.telemetry;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
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
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes readings, answers questions about them, and tells those who asked for it of alarms.
 *
 * <p>Its settings:
 *
 * <ul>
 *   <li>{@code alarm-above}, by default 100: a sensor whose value goes above it is alarming, once until it has come down
 *   <li>{@code sensors}, by default 100,000: how many there may be; a device that reports one more is turned away
 *   <li>{@code forget-after}, by default {@code 1d}: a sensor that nothing was heard of for so long is forgotten
 * </ul>
 *
 * <p>Concurrency: a session's callbacks never overlap, but those of many sessions and the timer run at the same time; all that
 * they share is in {@link Sensors}, which is made for it.
 */
final class TelemetryPlugin implements Plugin<Message> {
    private final Sessions<Message> sessions;
    private final Scheduler scheduler;
    private final TimeSource time;
    private final Duration forgetAfter;
    private final Sensors sensors;
    private final Metrics metrics;
    private final Metrics.Counter readings;
    private final Metrics.Counter repeated;
    private final Metrics.Counter alarms;
    private @Nullable SessionGroup<Message> subscribers;
    private Scheduler.@Nullable Timer forgetting;

    @Inject
    TelemetryPlugin(
            Settings settings, Sessions<Message> sessions, Scheduler scheduler, TimeSource time, Metrics metrics) {
        this.sessions = sessions;
        this.scheduler = scheduler;
        this.time = time;
        this.metrics = metrics;
        this.forgetAfter =
                settings.duration("forget-after", Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofDays(365));
        this.sensors = new Sensors(
                settings.integer("alarm-above", 100, Integer.MIN_VALUE, Integer.MAX_VALUE),
                settings.integer("sensors", 100_000, 1, Integer.MAX_VALUE));
        this.readings = metrics.counter("readings");
        this.repeated = metrics.counter("readings.repeated");
        this.alarms = metrics.counter("alarms");
    }

    @Override
    public void start() {
        SessionGroup<Message> group = sessions.newGroup();
        subscribers = group;
        metrics.gauge("sensors", sensors::size);
        metrics.gauge("subscribers", group::size);
        forgetting = scheduler.every(
                forgetAfter.dividedBy(2), () -> sensors.forget(time.nanoTime() - forgetAfter.toNanos()));
    }

    /** The framework would end the timer too; who gives up everything by itself can be used without it. */
    @Override
    public void stop() {
        Scheduler.Timer timer = forgetting;
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public void message(Session<Message> session, Message message) {
        if (message instanceof Report report) {
            report(session, report);
        } else if (message instanceof Query query) {
            send(session, sensors.summary(query));
        } else if (message instanceof Subscribe) {
            subscribers().add(session);
        } else {
            session.close("a message that only servers send: " + message);
        }
    }

    /** Who listens for alarms has nothing to say. A device that is silent has gone; the endpoint's idle-timeout says when. */
    @Override
    public void idle(Session<Message> session) {
        if (!subscribers().contains(session)) {
            session.close("a device that is silent");
        }
    }

    private void report(Session<Message> session, Report report) {
        switch (sensors.add(report, time.nanoTime())) {
            case REPEATED -> repeated.add(1);
            case TAKEN -> readings.add(1);
            case ALARMING -> {
                readings.add(1);
                alarm(report);
            }
            case REFUSED -> {
                session.close("there are " + sensors.size() + " sensors, and no room for more");
                return;
            }
        }
        send(session, new Ack(report.sequence())); // of a repetition too: the first one may have been lost
    }

    /** A subscriber who reads too slowly misses alarms, and is in nobody's way. */
    private void alarm(Report report) {
        alarms.add(1);
        subscribers().send(new Alarm(report.device(), report.sensor(), report.at(), report.value()));
    }

    /** Who asked has to get an answer, or would wait for it. */
    private static void send(Session<Message> session, Message answer) {
        if (session.send(answer) == SendResult.REFUSED) {
            session.close("an answer could not be queued");
        }
    }

    private SessionGroup<Message> subscribers() {
        SessionGroup<Message> group = subscribers;
        if (group == null) {
            throw new IllegalStateException("not started");
        }
        return group;
    }
}
