package org.rlvr4j.data.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.data.NormalText;

class OverlapProperties {

    /** Few words, so that runs are shared. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "D", "é").list().ofMaxSize(14).map(words -> String.join(" , ", words));
    }

    /** The longest shared run by trying every pair of places; for short texts, equality. */
    private static int longest(List<String> a, List<String> b, int n) {
        if (a.isEmpty() || a.size() < n || b.size() < n) {
            return !a.isEmpty() && a.size() < n && a.equals(b) ? a.size() : 0;
        }
        int longest = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int j = 0; j < b.size(); j++) {
                int length = 0;
                while (i + length < a.size()
                        && j + length < b.size()
                        && a.get(i + length).equals(b.get(j + length))) {
                    length++;
                }
                longest = Math.max(longest, length);
            }
        }
        return longest >= n ? longest : 0;
    }

    @Property(tries = 1000)
    void overlapIsThatOfTryingEveryPair(
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll @Size(max = 5) List<@net.jqwik.api.From("texts") String> indexed,
            @ForAll("texts") String text) {
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < indexed.size(); i++) {
            int longest = longest(NormalText.words(text), NormalText.words(indexed.get(i)), n);
            if (longest > 0) {
                expected.put(i, longest);
            }
        }
        List<NGramOverlap.Overlap> found = new NGramOverlap(n, indexed).with(text);
        assertEquals(
                expected,
                found.stream().collect(Collectors.toMap(NGramOverlap.Overlap::text, NGramOverlap.Overlap::words)));
        for (NGramOverlap.Overlap overlap : found) {
            String words = " " + String.join(" ", NormalText.words(text)) + " ";
            assertTrue(words.contains(" " + overlap.span() + " "), words);
        }
    }

    @Example
    void boilerplateThatManyShareIsPassedOver() {
        List<String> many = IntStream.rangeClosed(0, NGramOverlap.COMMON)
                .mapToObj(i -> "solve it step by step: problem " + i)
                .toList();
        assertEquals(List.of(), new NGramOverlap(5, many).with("Solve it, step by step!"));
        assertEquals(
                NGramOverlap.COMMON,
                new NGramOverlap(5, many.subList(0, NGramOverlap.COMMON))
                        .with("Solve it, step by step!")
                        .size());
    }

    @Property
    void normalTextIsIdempotentAndBlindToCaseAndSpaces(@ForAll String text) {
        String normal = NormalText.of(text);
        assertEquals(normal, NormalText.of(normal));
        assertEquals(normal, NormalText.of("  " + text + "\t"));
    }

    @Property
    void repetitionsAreTheRestOfTheirKind(@ForAll @Size(max = 12) List<@net.jqwik.api.From("texts") String> texts) {
        List<Integer> later = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.indexOf(texts.get(i)) < i) {
                later.add(i);
            }
        }
        List<Repetitions.Repetition> exact = Repetitions.exact(texts);
        assertEquals(later, exact.stream().map(Repetitions.Repetition::text).toList());
        exact.forEach(found -> assertEquals(texts.get(found.text()), texts.get(found.earlier())));
        assertTrue(Repetitions.normalised(texts).containsAll(exact));
    }
}
