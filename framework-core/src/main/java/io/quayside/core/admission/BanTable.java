package io.quayside.core.admission;

import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who offended how often, and who is banned until when; bounded: the ones longest unheard of are forgotten.
 *
 * <p>Offences are counted from the first one on, and after ten minutes anew. So many of them make a ban; a ban lasts twice as long as the one before it, up to a
 * longest, and after as long as that without one it begins anew.
 *
 * <p>Guarded by its own lock: it is asked once for each connection, and holds nobody up. Times are nanoseconds of any clock
 * that goes forward.
 */
final class BanTable {
    private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int LOOKED_AT = 64;

    private final int offences;
    private final long banNanos;
    private final long longestNanos;
    private final int entries;

    /** By when they were heard of last, those longest unheard of in front. */
    private final Map<Network, Offender> offenders = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Offender {
        int offences;
        long firstOffence;
        int bans;
        boolean banned;
        long until;
    }

    BanTable(int offences, long banNanos, long longestNanos, int entries) {
        this.offences = offences;
        this.banNanos = banNanos;
        this.longestNanos = longestNanos;
        this.entries = entries;
    }

    /** Whether an address is banned now. */
    synchronized boolean isBanned(InetAddress address, long now) {
        if (offences == 0) {
            return false;
        }
        Network who = Network.customer(address);
        Offender offender = offenders.get(who);
        if (offender == null) {
            return false;
        }
        forget(who, offender, now);
        return offender.banned;
    }

    /** Notes an offence; how many nanoseconds it bans the address for, or 0 when it doesn't. */
    synchronized long offence(InetAddress address, long now) {
        if (offences == 0) {
            return 0;
        }
        Network who = Network.customer(address);
        Offender offender = offenders.get(who);
        if (offender != null) {
            offender = forget(who, offender, now);
        }
        if (offender == null) {
            offender = new Offender();
            makeRoom();
            offenders.put(who, offender);
        }
        if (offender.offences++ == 0) {
            offender.firstOffence = now;
        }
        if (offender.banned || offender.offences < offences) {
            return 0;
        }
        long length = length(offender.bans++);
        offender.banned = true;
        offender.until = now + length;
        offender.offences = 0;
        return length;
    }

    /** How many addresses it remembers. */
    synchronized int size() {
        return offenders.size();
    }

    /** Forgets somebody when the table is full: one who isn't banned, if there is one among those longest unheard of. */
    private void makeRoom() {
        if (offenders.size() < entries) {
            return;
        }
        Iterator<Offender> eldest = offenders.values().iterator();
        Offender first = eldest.next();
        for (int i = 1; first.banned && i < LOOKED_AT && eldest.hasNext(); i++) {
            if (!eldest.next().banned) {
                eldest.remove();
                return;
            }
        }
        Iterator<Offender> again = offenders.values().iterator();
        again.next();
        again.remove();
    }

    private long length(int bansBefore) {
        return bansBefore >= 40 ? longestNanos : Math.min(longestNanos, saturated(banNanos, bansBefore));
    }

    private static long saturated(long nanos, int doublings) {
        return nanos > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : nanos << doublings;
    }

    /** Takes back what time has made void; null when nothing is left. */
    private @Nullable Offender forget(Network who, Offender offender, long now) {
        if (offender.banned && now - offender.until >= 0) {
            offender.banned = false;
        }
        if (offender.offences > 0 && now - offender.firstOffence >= MEMORY_NANOS) {
            offender.offences = 0;
        }
        if (offender.bans > 0 && now - offender.until >= longestNanos) {
            offender.bans = 0;
        }
        if (!offender.banned && offender.offences == 0 && offender.bans == 0) {
            offenders.remove(who);
            return null;
        }
        return offender;
    }
}
