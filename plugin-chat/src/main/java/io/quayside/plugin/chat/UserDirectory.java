package io.quayside.plugin.chat;

import io.quayside.chat.v1.User;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which session is which user. A user's id is a seat: one session holds it, and at most one, the newest, waits for it. The
 * holder gives it up only when it has left its groups and the store has signed it out; so whatever is done in the name of
 * one user is done by one session at a time, and nothing of the old session can undo what the new one does.
 *
 * <p>Concurrency: any thread. A seat is an immutable value, changed by compare-and-set on the map; no lock is held and
 * nobody is called. What {@link #enter} and {@link #exit} do to the list of those online needs no such care: only the
 * holder calls them, in session order, and the seat's hand-over orders one holder's calls before the next one's.
 */
final class UserDirectory {
    private final ConcurrentMap<String, Seat> seats = new ConcurrentHashMap<>();
    private final NavigableMap<String, ChatSession> online = new ConcurrentSkipListMap<>();
    /** A skip list counts by walking. */
    private final AtomicInteger count = new AtomicInteger();

    private record Seat(ChatSession holder, @Nullable ChatSession waiting) {}

    /**
     * A session asks for its user's seat.
     *
     * @return null when it holds the seat now; otherwise it waits, and who is returned has to go: the holder, if this is
     *     the first to wait, or the one that waited until now
     */
    @Nullable ChatSession claim(ChatSession chat) {
        String id = chat.user().id();
        while (true) {
            Seat seat = seats.get(id);
            if (seat == null) {
                if (seats.putIfAbsent(id, new Seat(chat, null)) == null) {
                    return null;
                }
            } else if (seats.replace(id, seat, new Seat(seat.holder(), chat))) {
                return seat.waiting() == null ? seat.holder() : seat.waiting();
            }
        }
    }

    /**
     * A session gives up its user's seat, or its place in waiting for it; does nothing when it has neither.
     *
     * @return the session that holds the seat now, if one waited for it
     */
    @Nullable ChatSession release(ChatSession chat) {
        String id = chat.user().id();
        while (true) {
            Seat seat = seats.get(id);
            if (seat == null || (seat.holder() != chat && seat.waiting() != chat)) {
                return null;
            }
            ChatSession next = seat.holder() == chat ? seat.waiting() : null;
            if (replace(id, seat, seat.holder() == chat ? next : seat.holder())) {
                return next;
            }
        }
    }

    /** The holder of a seat is online: it can be found by others. */
    void enter(ChatSession chat) {
        online.put(chat.user().id(), chat);
        count.incrementAndGet();
    }

    /** The holder of a seat is online no more. */
    void exit(ChatSession chat) {
        online.remove(chat.user().id());
        count.decrementAndGet();
    }

    /** The session of the user with this id if that user is online. */
    @Nullable ChatSession find(String userId) {
        Seat seat = seats.get(userId);
        return seat != null && seat.holder().state() == ChatSession.State.ONLINE ? seat.holder() : null;
    }

    /** How many users are online. */
    int size() {
        return count.get();
    }

    /** The users online whose id comes after {@code after}, in order. */
    Page<User> page(String after, int limit) {
        return Page.of(online, after, limit, size(), entry -> entry.getValue().userOnWire());
    }

    private boolean replace(String id, Seat seat, @Nullable ChatSession holder) {
        return holder == null ? seats.remove(id, seat) : seats.replace(id, seat, new Seat(holder, null));
    }
}
