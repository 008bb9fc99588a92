package io.quayside.transport.simulated;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events to come, the earliest first; what is due at the same moment comes in the order of its tie, a number drawn from
 * the seed. A binary heap in which each event knows its place, so that it can be taken out again. Guarded by the network's
 * lock.
 */
final class EventQueue {
    private @Nullable Event[] heap = new Event[64];
    private int size;
    private int endless;

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether there is anything but what comes for ever. */
    boolean hasFinite() {
        return size > endless;
    }

    int size() {
        return size;
    }

    /** The next one; it stays. */
    @Nullable Event first() {
        return size == 0 ? null : heap[0];
    }

    void add(Event event, long due, long tie) {
        if (event.isQueued()) {
            throw new IllegalStateException("queued already: " + event);
        }
        event.due = due;
        event.tie = tie;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        endless += event.isEndless() ? 1 : 0;
        rise(event, size++);
    }

    /** Takes an event out, unless it is out already. */
    void remove(Event event) {
        int place = event.place;
        if (place == Event.NOT_QUEUED) {
            return;
        }
        event.place = Event.NOT_QUEUED;
        endless -= event.isEndless() ? 1 : 0;
        Event last = at(--size);
        heap[size] = null;
        if (last != event) {
            sink(last, place);
            rise(last, last.place);
        }
    }

    private void rise(Event event, int from) {
        int place = from;
        while (place > 0) {
            Event parent = at((place - 1) >>> 1);
            if (isBefore(parent, event)) {
                break;
            }
            put(parent, place);
            place = (place - 1) >>> 1;
        }
        put(event, place);
    }

    private void sink(Event event, int from) {
        int place = from;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && isBefore(at(child + 1), at(child))) {
                child++;
            }
            if (isBefore(event, at(child))) {
                break;
            }
            put(at(child), place);
            place = child;
        }
        put(event, place);
    }

    private void put(Event event, int place) {
        heap[place] = event;
        event.place = place;
    }

    private Event at(int place) {
        Event event = heap[place];
        if (event == null) {
            throw new IllegalStateException("nothing in place " + place);
        }
        return event;
    }

    private static boolean isBefore(Event one, Event other) {
        return one.due < other.due || (one.due == other.due && one.tie < other.tie);
    }
}
