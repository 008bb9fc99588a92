package io.quayside.api;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Guesses what a person meant who wrote a word that nobody knows. */
final class Spelling {
    private Spelling() {}

    /** The known word that takes the fewest slips of the finger to come out as the given one; null when all take too many. */
    static @Nullable String closest(String word, Collection<String> known) {
        String closest = null;
        int fewest = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            int slips = slips(word, candidate);
            if (slips < fewest) {
                fewest = slips;
                closest = candidate;
            }
        }
        return closest;
    }

    /** Letters added, left out, mistaken, or swapped with their neighbour (the optimal string alignment distance). */
    private static int slips(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                int mistaken = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int oneLonger = Math.min(slips[i - 1][j], slips[i][j - 1]) + 1;
                slips[i][j] = Math.min(oneLonger, slips[i - 1][j - 1] + mistaken);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
                }
            }
        }
        return slips[a.length()][b.length()];
    }
}
