package org.rlvr4j.data.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rlvr4j.data.NormalText;

/**
 * Finds texts that share n words in a row with indexed ones: contamination as it is counted since GPT-3 (arXiv 2005.14165,
 * appendix C: n = 13), over the words of {@link NormalText#words}.
 *
 * <p>A text of fewer than n words overlaps with those of the same words. An n-gram that more than {@value #COMMON} indexed
 * texts hold says nothing of any one of them and is passed over. Time is linear in the words, but for n-grams that are found;
 * n-grams are looked up by a 64-bit hash and compared word by word.
 */
public final class NGramOverlap {

    /** Indexed texts that may share an n-gram before it counts as boilerplate. */
    public static final int COMMON = 1000;

    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private final int n;
    private final List<String[]> texts = new ArrayList<>();
    private final Map<Long, List<Place>> places = new HashMap<>();
    private final Map<List<String>, List<Integer>> shortTexts = new HashMap<>();

    private record Place(int text, int position) {}

    /**
     * One indexed text that overlaps.
     *
     * @param text its index
     * @param words length of the longest shared run of words
     * @param span the words of that run, as they are compared
     */
    public record Overlap(int text, int words, String span) {}

    /**
     * Indexes texts.
     *
     * @param n words of an n-gram; at least 1
     * @param indexed the texts, such as an evaluation's problems
     */
    public NGramOverlap(int n, List<String> indexed) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, got " + n);
        }
        this.n = n;
        for (int i = 0; i < indexed.size(); i++) {
            List<String> words = NormalText.words(indexed.get(i));
            String[] array = words.toArray(String[]::new);
            texts.add(array);
            if (array.length < n) {
                shortTexts.computeIfAbsent(words, key -> new ArrayList<>()).add(i);
                continue;
            }
            long[] hashes = hashes(array);
            for (int position = 0; position < hashes.length; position++) {
                places.computeIfAbsent(hashes[position], key -> new ArrayList<>())
                        .add(new Place(i, position));
            }
        }
        places.values()
                .removeIf(
                        found -> found.stream().mapToInt(Place::text).distinct().count() > COMMON);
    }

    /** The hash of every n-gram, by rolling. */
    private long[] hashes(String[] words) {
        long[] hashes = new long[words.length - n + 1];
        long highest = 1;
        for (int i = 1; i < n; i++) {
            highest *= FACTOR;
        }
        long hash = 0;
        for (int i = 0; i < words.length; i++) {
            if (i >= n) {
                hash -= hash(words[i - n]) * highest;
            }
            hash = hash * FACTOR + hash(words[i]);
            if (i >= n - 1) {
                hashes[i - n + 1] = hash;
            }
        }
        return hashes;
    }

    private static long hash(String word) {
        long hash = word.hashCode();
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /**
     * Finds the indexed texts with which a text overlaps.
     *
     * @param text any
     * @return one overlap for each indexed text, the longest first, then by index
     */
    public List<Overlap> with(String text) {
        List<String> words = NormalText.words(text);
        if (words.isEmpty()) {
            return List.of();
        }
        if (words.size() < n) {
            return shortTexts.getOrDefault(words, List.of()).stream()
                    .map(index -> new Overlap(index, words.size(), String.join(" ", words)))
                    .toList();
        }
        String[] array = words.toArray(String[]::new);
        Map<Integer, int[]> longest = new TreeMap<>();
        long[] hashes = hashes(array);
        for (int from = 0; from < hashes.length; from++) {
            for (Place place : places.getOrDefault(hashes[from], List.of())) {
                int length = shared(array, from, texts.get(place.text()), place.position());
                int[] best = longest.computeIfAbsent(place.text(), key -> new int[2]);
                if (length >= n && length > best[1]) {
                    best[0] = from;
                    best[1] = length;
                }
            }
        }
        return longest.entrySet().stream()
                .filter(entry -> entry.getValue()[1] > 0)
                .map(entry -> overlap(entry.getKey(), array, entry.getValue()[0], entry.getValue()[1]))
                .sorted(Comparator.comparingInt(Overlap::words).reversed().thenComparingInt(Overlap::text))
                .toList();
    }

    private static Overlap overlap(int text, String[] words, int from, int length) {
        return new Overlap(text, length, String.join(" ", List.of(words).subList(from, from + length)));
    }

    /** How many words two texts share from these places on; what is shared before was counted from there. */
    private static int shared(String[] a, int i, String[] b, int j) {
        if (i > 0 && j > 0 && a[i - 1].equals(b[j - 1])) {
            return 0;
        }
        int length = 0;
        while (i + length < a.length && j + length < b.length && a[i + length].equals(b[j + length])) {
            length++;
        }
        return length;
    }
}
