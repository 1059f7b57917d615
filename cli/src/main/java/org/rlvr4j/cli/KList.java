package org.rlvr4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.rlvr4j.api.evaluation.SampleCounts;

/** Reads the numbers of samples k of a curve: {@code 1..256}, {@code 1,2,8}, both mixed, or {@code doublings}. */
final class KList {

    private static final String DOUBLINGS = "doublings";
    private static final int MOST = 100_000;

    private KList() {}

    /**
     * Reads a list.
     *
     * @param text what {@code --k} says
     * @param samples the greatest k allowed, and the last of the doublings
     * @return ascending
     * @throws BadInputException if it is no such list
     */
    static List<Integer> parse(String text, int samples) {
        if (text.equals(DOUBLINGS)) {
            return Arrays.stream(SampleCounts.doublingUpTo(samples)).boxed().toList();
        }
        TreeSet<Integer> ks = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("\\.\\.", -1);
            int first = number(ends[0], text);
            int last = ends.length == 1 ? first : number(ends[1], text);
            if (ends.length > 2 || first < 1 || last < first || last > MOST) {
                throw bad(text);
            }
            for (int k = first; k <= last; k++) {
                ks.add(k);
            }
        }
        if (ks.last() > samples) {
            throw new BadInputException("--k " + text + " goes up to " + ks.last() + ", and only " + samples
                    + " samples of each problem are counted; draw more, or end it at " + samples);
        }
        return new ArrayList<>(ks);
    }

    private static int number(String text, String whole) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw bad(whole);
        }
    }

    private static BadInputException bad(String text) {
        return new BadInputException("--k " + text + " must be such as 1..256, or 1,2,4,8, or " + DOUBLINGS
                + ", with numbers from 1 to the samples of a problem");
    }
}
