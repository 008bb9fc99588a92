package io.quayside.core.admission;

import io.quayside.api.Internal;
import io.quayside.api.Settings;
import io.quayside.api.codec.Codec;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Metrics.Counter;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.pool.ContextPool;
import io.quayside.api.pool.IoContext;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.CloseReason.Kind;
import io.quayside.api.session.Session;
import io.quayside.api.session.SessionLayer;
import io.quayside.api.transport.AcceptHandler;
import io.quayside.api.transport.Connection;
import io.quayside.api.transport.Transport;
import io.quayside.core.admission.WaitingLine.Answer;
import io.quayside.core.metrics.QuietLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The door of one endpoint: what becomes of an accepted connection. Called on workers, several at once, once for each
 * connection and once for each session's end; and by the timer.
 *
 * <p>The order of the checks is that of {@link #accepted}: bans, limits for the address, a place inside, else a place in the
 * line, else goodbye.
 *
 * @since 0.1
 */
@Internal
public final class Admission<M> implements AcceptHandler {
    private static final Logger LOG = System.getLogger(Admission.class.getName());
    private static final long NOTICE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String endpoint;
    private final AdmissionSettings settings;
    private volatile House<M> house;
    private final AddressCounts counts;
    private final BanTable bans;
    private final WaitingLine line;
    private final Counter accepted;
    private final Counter failed;
    private final Counter banned;
    private final Counter overLimit;
    private final Counter turnedAway;
    private final Counter gaveUp;
    private final Counter offences;
    private final Counter bansMade;
    private final QuietLog failures;
    private final QuietLog offenders;
    private final QuietLog crowds;
    private final QuietLog tired;
    private final QuietLog banLog;
    private final QuietLog unopened;
    private final QuietLog unsaid;
    private long lastNotices;

    /** Somebody of the line could not be let in: the next tick tries the one behind. */
    private volatile boolean goesOnLater;

    /** Where connections are let in, and what that takes. */
    public record House<M>(
            SessionLayer<M> layer,
            Plugin<M> plugin,
            Codec<M> codec,
            ContextPool contexts,
            Transport transport,
            TimeSource time) {}

    /** Reads the endpoint's section {@code admission}. */
    public Admission(String endpoint, Settings section, House<M> house, Metrics metrics) {
        this.endpoint = endpoint;
        this.settings = AdmissionSettings.from(section);
        this.house = house;
        this.counts = new AddressCounts(settings.perAddress(), settings.perNeighbourhood());
        this.bans =
                new BanTable(settings.banAfter(), settings.banNanos(), settings.longestBanNanos(), settings.banTable());
        this.line = new WaitingLine(house.layer().statistics().limit(), settings.handshakes(), settings.waiting());
        this.accepted = metrics.counter("accepts");
        this.failed = metrics.counter("accepts.failed");
        this.banned = metrics.counter("accepts.banned");
        this.overLimit = metrics.counter("accepts.over-limit");
        this.turnedAway = metrics.counter("accepts.turned-away");
        this.gaveUp = metrics.counter("waiting.gave-up");
        this.offences = metrics.counter("offences");
        this.bansMade = metrics.counter("bans");
        this.failures = new QuietLog(LOG, house.time());
        this.offenders = new QuietLog(LOG, house.time());
        this.crowds = new QuietLog(LOG, house.time());
        this.tired = new QuietLog(LOG, house.time());
        this.banLog = new QuietLog(LOG, house.time());
        this.unopened = new QuietLog(LOG, house.time());
        this.unsaid = new QuietLog(LOG, house.time());
        this.lastNotices = house.time().nanoTime();
        metrics.gauge("waiting", line::waiting);
        metrics.gauge("handshakes", line::handshaking);
        metrics.gauge("bans.remembered", bans::size);
    }

    @Override
    public void accepted(Connection connection) {
        accepted.add(1);
        InetAddress address = limited(connection);
        if (address != null && !mayEnter(address)) {
            connection.abort();
            return;
        }
        long now = house.time().nanoTime();
        Guest guest = new Guest(connection, address, this);
        WaitingConnection waiting =
                new WaitingConnection(connection, house.contexts(), house.transport(), () -> leftTheLine(guest));
        guest.waitsAs(waiting);
        Answer answer = line.arrive(guest, now);
        if (answer == Answer.COME_IN) {
            guest.waitsNot();
            letIn(guest);
        } else if (answer == Answer.WAIT) {
            waiting.begin();
            notice(guest);
            letNextIn(); // a place may have become free before this one was in the line
        } else {
            turnAway(guest);
        }
    }

    @Override
    public void acceptFailed(Throwable cause, long retryMillis) {
        failed.add(1);
        failures.warn(() -> "endpoint " + endpoint + ": accepting failed: " + cause + "; trying again in " + retryMillis
                + " ms (" + failed.value() + " failures so far)");
    }

    /** Looks for those who have waited too long, and tells the others their places; called by the timer. */
    public void tick() {
        long now = house.time().nanoTime();
        for (Guest guest : line.waitingSince(now - settings.waitingNanos())) {
            gaveUp.add(1);
            tired.warn(() -> "endpoint " + endpoint + ": a connection waited longer than admission.waiting-timeout ("
                    + gaveUp.value() + " gave up waiting so far)");
            goodbye(guest);
        }
        if (now - lastNotices >= NOTICE_NANOS) {
            lastNotices = now;
            line.moved().forEach(this::notice);
        }
        if (goesOnLater) {
            goesOnLater = false;
            house.transport().post(this::letNextIn); // a worker's work: it calls the plugin
        }
    }

    /**
     * Lets people into another house from now on: those who wait, too. Who is inside stays, and counts as before, as do bans
     * and limits. The new house has as many places as the old one.
     */
    public void moveTo(House<M> next) {
        house = next;
        goesOnLater = true;
    }

    /** Lets nobody in any more, and sends away who waits. */
    public void close() {
        line.close().forEach(this::goodbye);
    }

    void established(Guest guest) {
        line.established(guest);
        letNextIn();
    }

    void over(Guest guest, CloseReason reason) {
        line.left(guest);
        leave(guest);
        if (reason.kind() == Kind.CODEC_ERROR
                && reason.cause() == null
                && guest.address != null) { // not our codec's bug
            offence(guest.address, "sends what is no message");
        }
        letNextIn();
    }

    private boolean mayEnter(InetAddress address) {
        if (bans.isBanned(address, house.time().nanoTime())) {
            banned.add(1);
            return false;
        }
        if (counts.enter(address)) {
            return true;
        }
        overLimit.add(1);
        offenders.warn(() -> "endpoint " + endpoint + ": too many connections from " + address.getHostAddress()
                + "; admission.per-address and per-network bound them (" + overLimit.value()
                + " were turned away so far)");
        offence(address, "connects too often");
        return false;
    }

    /** Lets in who has been given a place; false when there was no session for it after all. */
    private boolean letIn(Guest guest) {
        Session<M> session = null;
        try {
            session = attach(guest);
        } catch (RuntimeException | Error e) {
            unopened.error(
                    () -> "endpoint " + endpoint + ": no session could be opened for a connection, which is closed", e);
        }
        if (session == null) { // or the server is stopping, or there was no memory for another slot
            line.left(guest);
            turnAway(guest);
        }
        return session != null;
    }

    /** Opens a session; in the next house, when it turns out that this one has just been left. */
    private @Nullable Session<M> attach(Guest guest) {
        House<M> at = house;
        Session<M> session = at.layer().attach(guest.forSession(), guest);
        while (session == null && !at.equals(house)) {
            at = house;
            session = at.layer().attach(guest.forSession(), guest);
        }
        return session;
    }

    private void letNextIn() {
        Guest next = line.next();
        while (next != null && letIn(next)) {
            next = line.next();
        }
        if (next != null) {
            goesOnLater = true; // places are free, and others may still wait
        }
    }

    private void leftTheLine(Guest guest) {
        if (line.giveUp(guest)) {
            gaveUp.add(1);
            goodbye(guest);
        }
    }

    private void turnAway(Guest guest) {
        turnedAway.add(1);
        crowds.warn(() -> "endpoint " + endpoint
                + ": all sessions are in use, or the server is stopping: connections are"
                + " turned away (" + turnedAway.value() + " so far); the settings session.limit and admission.waiting"
                + " bound them");
        goodbye(guest);
    }

    private void goodbye(Guest guest) {
        guest.connection.close();
        leave(guest);
    }

    private void leave(Guest guest) {
        if (guest.address != null) {
            counts.leave(guest.address);
        }
    }

    private void offence(InetAddress address, String what) {
        long nanos = bans.offence(address, house.time().nanoTime());
        if (nanos > 0) {
            bansMade.add(1);
            banLog.log(
                    Level.INFO,
                    () -> "endpoint " + endpoint + ": " + address.getHostAddress() + " " + what + ", and is banned for "
                            + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s (" + bansMade.value() + " bans so far)");
        }
        offences.add(1); // last: who sees it counted finds the ban
    }

    /** Tells somebody who waits their place, where the plugin has a message for it and there is a context to be had. */
    private void notice(Guest guest) {
        WaitingConnection waiting = guest.waiting();
        if (waiting == null) {
            return;
        }
        House<M> at = house;
        try {
            M message = at.plugin().waiting(guest.place);
            IoContext context = message == null ? null : encoded(message, at);
            if (context != null) {
                waiting.say(context);
            }
        } catch (RuntimeException | Error e) {
            unsaid.error(() -> "endpoint " + endpoint + ": no notice could be made for those who wait", e);
        }
    }

    private static <M> @Nullable IoContext encoded(M message, House<M> house) {
        int size = house.codec().encodedSize(message);
        IoContext context = size == 0 ? null : house.contexts().acquire(size);
        if (context == null) {
            return null;
        }
        try {
            house.codec().encode(message, context.buffer());
            if (context.buffer().position() != size) {
                throw new IllegalStateException("the codec announced " + size + " bytes and wrote "
                        + context.buffer().position() + " (C4)");
            }
        } catch (Throwable t) {
            context.release();
            throw t;
        }
        context.used(context.buffer().flip().limit());
        return context;
    }

    /** The address that limits hold for; null when none do. */
    private @Nullable InetAddress limited(Connection connection) {
        InetAddress address =
                connection.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        return address == null || settings.isAllowed(address) ? null : address;
    }
}
