package org.rlvr4j.reports.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of success counts: none, then by powers of four, then all.
 *
 * @param least the least count of each range, ascending from 0
 * @param samples the greatest count
 */
record Buckets(List<Integer> least, int samples) {

    static Buckets of(int samples) {
        List<Integer> least = new ArrayList<>(List.of(0));
        for (long from = 1; from < samples; from *= 4) {
            least.add((int) from);
        }
        least.add(samples);
        return new Buckets(List.copyOf(least), samples);
    }

    int size() {
        return least.size();
    }

    int index(int successes) {
        int index = 0;
        while (index + 1 < least.size() && least.get(index + 1) <= successes) {
            index++;
        }
        return index;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < least.size(); i++) {
            int from = least.get(i);
            int to = i + 1 < least.size() ? least.get(i + 1) - 1 : samples;
            names.add(from == to ? String.valueOf(from) : from + "–" + to);
        }
        return names;
    }
}
