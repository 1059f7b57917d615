package org.rlvr4j.trainer.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Lists what exists and suggests the nearest name. */
final class NearestName {

    private NearestName() {}

    /** Says that a name is unknown, which is nearest, and which exist. */
    static String unknown(String kind, String name, Collection<String> known) {
        Optional<String> nearest = known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3));
        return "unknown " + kind + " \"" + name + "\""
                + nearest.map(n -> "; did you mean \"" + n + "\"?").orElse("") + " (known: "
                + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))) + ")";
    }

    /** Levenshtein distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
