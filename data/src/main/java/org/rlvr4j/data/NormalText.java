package org.rlvr4j.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts as they are compared: for duplicates, and as words for contamination. */
public final class NormalText {

    private NormalText() {}

    /**
     * Makes texts equal that differ in case, in spaces, or in compatible characters (Unicode's NFKC) alone. Signs stay: in
     * mathematics they are the difference.
     *
     * @param text any
     * @return the normal form; idempotent
     */
    public static String of(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        // lower case may decompose: İ becomes two
        String folded = Normalizer.normalize(lower, Normalizer.Form.NFKC);
        return folded.replaceAll("[\\p{Z}\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }

    /**
     * Splits a text into words: runs of letters and digits in their normal form. Signs are left out, as is usual where
     * overlap is counted (arXiv 2005.14165, appendix C).
     *
     * @param text any
     * @return the words in order
     */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : of(text).split("[^\\p{L}\\p{M}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
