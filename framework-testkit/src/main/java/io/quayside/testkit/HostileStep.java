package io.quayside.testkit;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Headers that lie: every value of each of the first bytes of a frame, and headers of one value altogether, such as all ones.
 * Where a length stands in them, it is a hostile one then (C3).
 */
final class HostileStep implements ProtocolStep {
    private static final int HEAD = 5;
    private static final int LONGEST_HEAD = 8;
    private static final int LONGEST = 200;
    private static final int MOST_SAMPLES = 4;
    private static final int[] VALUES = {0xFF, 0x80, 0x7F, 0x00};

    @Override
    public String name() {
        return "hostile lengths";
    }

    @Override
    public <M> void run(Trial<M> trial, List<Sample<M>> samples) {
        Set<List<Byte>> tried = new HashSet<>();
        int sampled = 0;
        for (Sample<M> sample : samples) {
            if (sampled < MOST_SAMPLES && tried.add(head(sample.frame()))) {
                sampled++;
                try (Bench<M> bench = new Bench<>(trial, samples)) {
                    oneByteLies(trial, bench, sample);
                    allOfTheHeadLies(trial, bench, sample);
                }
            }
        }
    }

    private static List<Byte> head(byte[] frame) {
        Byte[] head = new Byte[Math.min(HEAD, frame.length)];
        Arrays.setAll(head, i -> frame[i]);
        return List.of(head);
    }

    private static <M> void oneByteLies(Trial<M> trial, Bench<M> bench, Sample<M> sample) {
        byte[] frame = Arrays.copyOf(sample.frame(), Math.min(LONGEST, sample.frame().length));
        for (int at = 0; at < Math.min(HEAD, frame.length); at++) {
            for (int change = 1; change <= 0xFF; change++) {
                byte[] changed = frame.clone();
                changed[at] ^= (byte) change;
                String value = Integer.toHexString(changed[at] & 0xFF);
                Strange.play(trial, bench, changed, sample + " with byte " + (at + 1) + " changed to 0x" + value);
            }
        }
    }

    private static <M> void allOfTheHeadLies(Trial<M> trial, Bench<M> bench, Sample<M> sample) {
        for (int length = 1; length <= LONGEST_HEAD; length++) {
            for (int value : VALUES) {
                byte[] changed =
                        Arrays.copyOf(sample.frame(), Math.max(length, Math.min(LONGEST, sample.frame().length)));
                Arrays.fill(changed, 0, length, (byte) value);
                String where = sample + " with 0x" + Integer.toHexString(value) + " in its first " + length + " bytes";
                Strange.play(trial, bench, changed, where);
            }
        }
    }
}
