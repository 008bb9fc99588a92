package io.quayside.transport.uring;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker's residents by number. A number is given anew when its resident has left, with another generation, so that a
 * completion meant for the one before can't reach the one after. The worker's alone.
 *
 * <pre>
 *   user data:   kind (8 bits) | generation (24 bits) | number (32 bits)
 * </pre>
 */
final class Slots {
    /** No place. */
    static final long NOWHERE = -1;

    private static final int KIND_SHIFT = 56;
    private static final int GENERATION_SHIFT = 32;
    private static final int GENERATIONS = 0xFF_FFFF;

    private @Nullable Resident[] residents = new Resident[16];
    private int[] generations = new int[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used;

    /** Gives the resident a place. */
    void add(Resident resident) {
        int number = freeCount > 0 ? free[--freeCount] : used++;
        if (number == residents.length) {
            residents = Arrays.copyOf(residents, 2 * number);
            generations = Arrays.copyOf(generations, 2 * number);
        }
        residents[number] = resident;
        resident.place = (long) (generations[number] & GENERATIONS) << GENERATION_SHIFT | number;
    }

    /** Takes the resident's place back. */
    void remove(Resident resident) {
        int number = (int) resident.place;
        if (resident.place == NOWHERE || residents[number] != resident) {
            throw new IllegalStateException(resident + " has no place here");
        }
        residents[number] = null;
        generations[number]++;
        resident.place = NOWHERE;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = number;
    }

    /** Whom this user data is for; null when it has left. */
    @Nullable Resident find(long data) {
        int number = (int) data;
        Resident resident = number >= 0 && number < used ? residents[number] : null;
        return resident != null && (resident.place << 8) == (data << 8) ? resident : null;
    }

    /** Calls for each resident; who is added meanwhile may be left out. */
    void forEach(Consumer<Resident> action) {
        for (int i = 0; i < used; i++) {
            Resident resident = residents[i];
            if (resident != null) {
                action.accept(resident);
            }
        }
    }

    /** The user data for an operation of this kind. */
    static long data(long place, int kind) {
        return place | (long) kind << KIND_SHIFT;
    }

    /** The kind that is in user data. */
    static int kind(long data) {
        return (int) (data >>> KIND_SHIFT);
    }
}
