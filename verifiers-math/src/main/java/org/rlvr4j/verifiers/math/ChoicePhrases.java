package org.rlvr4j.verifiers.math;

import java.util.Optional;

/** "The correct option is (C)", "choice B". */
final class ChoicePhrases {

    private static final String[] NOUNS = {"option", "choice", "alternative"};
    private static final int MAX_OCCURRENCES = 50;
    private static final int MAX_GAP = 20;

    private ChoicePhrases() {}

    static Optional<String> last(ResponseText response) {
        String text = response.text();
        String lower = response.lower();
        int best = -1;
        String letters = "";
        for (String noun : NOUNS) {
            int at = lower.length();
            for (int n = 0; n < MAX_OCCURRENCES && at >= 0; n++) {
                at = lower.lastIndexOf(noun, at - 1);
                if (at < 0 || at <= best) {
                    break;
                }
                String found = lettersAfter(text, lower, at + noun.length());
                if (!found.isEmpty()) {
                    best = at;
                    letters = found;
                    break;
                }
            }
        }
        return letters.isEmpty() ? Optional.empty() : Optional.of(letters);
    }

    private static String lettersAfter(String text, String lower, int from) {
        int i = from < lower.length() && lower.charAt(from) == 's' ? from + 1 : from;
        StringBuilder letters = new StringBuilder();
        int end = Math.min(text.length(), i + MAX_GAP);
        while (i < end) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'J' && !isLetter(text, i - 1) && !isLetter(text, i + 1)) {
                letters.append(letters.isEmpty() ? "" : ", ").append(c);
                end = Math.min(text.length(), i + MAX_GAP);
                i++;
            } else if (Character.isLetter(c)) {
                int wordEnd = i;
                while (wordEnd < text.length() && Character.isLetter(text.charAt(wordEnd))) {
                    wordEnd++;
                }
                if (!isBetween(lower.substring(i, wordEnd), letters.isEmpty())) {
                    return letters.toString();
                }
                i = wordEnd;
            } else if (c == '.' || c == '\n') {
                return letters.toString();
            } else {
                i++;
            }
        }
        return letters.toString();
    }

    private static boolean isBetween(String word, boolean isFirst) {
        return isFirst
                ? word.equals("is") || word.equals("are") || word.startsWith("text") || word.startsWith("math")
                : word.equals("and") || word.startsWith("text") || word.startsWith("math");
    }

    private static boolean isLetter(String text, int i) {
        return i >= 0 && i < text.length() && Character.isLetter(text.charAt(i));
    }
}
