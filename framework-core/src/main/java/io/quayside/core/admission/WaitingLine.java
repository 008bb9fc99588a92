package io.quayside.core.admission;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places inside and those who wait for one: who came first is let in first, and nobody comes in beside those who wait.
 *
 * <p>All of it is guarded by its lock, under which nobody is called. A place is taken before the session is opened and given
 * back after its slot is free, so there is a slot for whoever has a place.
 */
final class WaitingLine {
    private final int places;
    private final int handshakes;
    private final int longest;
    private final Set<Guest> line = new LinkedHashSet<>();
    private int inside;
    private int handshaking;
    private boolean closed;

    /** What is to become of somebody who arrives. */
    enum Answer {
        COME_IN,
        WAIT,
        GO_AWAY
    }

    /**
     * A line for so many places.
     *
     * @param handshakes how many of those inside may be new; 0 is all of them
     * @param longest how many may wait
     */
    WaitingLine(int places, int handshakes, int longest) {
        this.places = places;
        this.handshakes = handshakes;
        this.longest = longest;
    }

    /** Gives a newcomer a place, inside or in the line. */
    synchronized Answer arrive(Guest guest, long now) {
        if (closed) {
            return Answer.GO_AWAY;
        }
        if (line.isEmpty() && hasPlace()) {
            take(guest);
            return Answer.COME_IN;
        }
        if (line.size() >= longest) {
            return Answer.GO_AWAY;
        }
        guest.since = now;
        line.add(guest);
        guest.place = line.size();
        return Answer.WAIT;
    }

    /** Somebody inside is new no longer. */
    synchronized void established(Guest guest) {
        if (guest.handshaking) {
            guest.handshaking = false;
            handshaking--;
        }
    }

    /** Somebody inside has left. */
    synchronized void left(Guest guest) {
        established(guest);
        inside--;
    }

    /** Gives the first of the line a place inside; null when nobody waits or there is none. */
    synchronized @Nullable Guest next() {
        if (line.isEmpty() || !hasPlace()) {
            return null;
        }
        Iterator<Guest> first = line.iterator();
        Guest guest = first.next();
        first.remove();
        take(guest);
        return guest;
    }

    /** Somebody gives up waiting; false when they wait no longer. */
    synchronized boolean giveUp(Guest guest) {
        return line.remove(guest);
    }

    /** Takes those out of the line who came before a time. */
    synchronized List<Guest> waitingSince(long before) {
        List<Guest> tired = new ArrayList<>();
        for (Iterator<Guest> each = line.iterator(); each.hasNext(); ) {
            Guest guest = each.next();
            if (guest.since - before >= 0) {
                break;
            }
            each.remove();
            tired.add(guest);
        }
        return tired;
    }

    /** Those whose place has changed since they were asked for; from now on it hasn't. */
    synchronized List<Guest> moved() {
        List<Guest> moved = new ArrayList<>();
        int place = 0;
        for (Guest guest : line) {
            if (guest.place != ++place) {
                guest.place = place;
                moved.add(guest);
            }
        }
        return moved;
    }

    /** Lets nobody in any more; answers those who waited. */
    synchronized List<Guest> close() {
        closed = true;
        List<Guest> all = new ArrayList<>(line);
        line.clear();
        return all;
    }

    synchronized int waiting() {
        return line.size();
    }

    synchronized int handshaking() {
        return handshaking;
    }

    private boolean hasPlace() {
        return inside < places && (handshakes == 0 || handshaking < handshakes);
    }

    private void take(Guest guest) {
        inside++;
        handshaking++;
        guest.handshaking = true;
    }
}
