package org.rlvr4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The seeds of a command line: how many, such as {@code 5}, or which, such as {@code 101,102} or {@code 201-205}. */
final class SeedList {

    private static final int MOST = 100;
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern PART = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    private SeedList() {}

    /**
     * Reads the seeds.
     *
     * @param text what the user wrote; empty for the recipe's own
     * @param recipes the recipe's seeds, from which a number of seeds is counted; beyond them it counts on
     */
    static List<Long> parse(String text, List<Long> recipes) {
        if (text.isEmpty()) {
            return recipes;
        }
        return COUNT.matcher(text).matches() ? first(Integer.parseInt(text), recipes) : named(text);
    }

    private static List<Long> first(int count, List<Long> recipes) {
        if (count < 1 || count > MOST) {
            throw new BadInputException("--seeds " + count + " must be between 1 and " + MOST
                    + ", for it says how many; which ones is said by a list or a range: 101,102 or 201-205");
        }
        Set<Long> seeds = new LinkedHashSet<>(recipes.subList(0, Math.min(count, recipes.size())));
        long next = recipes.get(recipes.size() - 1);
        while (seeds.size() < count) {
            next++;
            seeds.add(next);
        }
        return List.copyOf(seeds);
    }

    private static List<Long> named(String text) {
        List<Long> seeds = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher form = PART.matcher(part.strip());
            if (!form.matches()) {
                throw new BadInputException("--seeds " + text + " must be a number of seeds, or a list of seeds and"
                        + " ranges without signs: 5 or 101,102 or 201-205");
            }
            long from = Long.parseLong(form.group(1));
            long to = form.group(2) == null ? from : Long.parseLong(form.group(2));
            if (to < from || to - from >= MOST || seeds.size() + to - from >= MOST) {
                throw new BadInputException("--seeds " + text + " must name between 1 and " + MOST + " seeds");
            }
            for (long seed = from; seed <= to; seed++) {
                seeds.add(seed);
            }
        }
        if (Set.copyOf(seeds).size() < seeds.size()) {
            throw new BadInputException("--seeds " + text + " must name no seed twice");
        }
        return List.copyOf(seeds);
    }
}
