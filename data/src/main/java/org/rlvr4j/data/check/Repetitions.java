package org.rlvr4j.data.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.rlvr4j.data.NormalText;

/** Finds texts that are there more than once. */
public final class Repetitions {

    private Repetitions() {}

    /**
     * A text and an earlier one like it.
     *
     * @param text index of the later one
     * @param earlier index of the first of its kind
     */
    public record Repetition(int text, int earlier) {}

    /**
     * Finds texts that equal an earlier one.
     *
     * @param texts the texts
     * @return one for each later text, in order
     */
    public static List<Repetition> exact(List<String> texts) {
        return find(texts, UnaryOperator.identity());
    }

    /**
     * Finds texts whose {@link NormalText} equals an earlier one's.
     *
     * @param texts the texts
     * @return one for each later text, in order; holds those of {@link #exact}
     */
    public static List<Repetition> normalised(List<String> texts) {
        return find(texts, NormalText::of);
    }

    private static List<Repetition> find(List<String> texts, UnaryOperator<String> form) {
        Map<String, Integer> first = new HashMap<>();
        List<Repetition> found = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Integer earlier = first.putIfAbsent(form.apply(texts.get(i)), i);
            if (earlier != null) {
                found.add(new Repetition(i, earlier));
            }
        }
        return found;
    }
}
