package org.rlvr4j.verifiers.math;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "The correct option is (C)", "choice B". */
final class ChoicePhrases {

    private static final String[] NOUNS = {"option", "choice", "alternative"};
    private static final int MAX_OCCURRENCES = 50;
    private static final int MAX_GAP = 20;
    private static final int MAX_TAIL = 2_000;
    private static final Pattern CHOSEN = Pattern.compile(
            "(?<!not )(?<!n't )(?<!never )\\b(?:choose|chose|pick|select|go with|going with)(?: answer)? \\(?([A-J])\\)?(?=[.,;!]|\\s*$|\\s+(?:as|because|since)\\b)");
    private static final Pattern IS_RIGHT = Pattern.compile(
            "(?<![A-Za-z])\\(?([A-J])\\)? is (?:the )?(?:right|correct|best)(?: answer| one)?(?=[.,;!]|\\s*$)");

    private static final Pattern REJECTED =
            Pattern.compile("\\W{0,6}[A-J]\\W{0,6}(?:is|are|was|were|would be|seems|can be)(?: clearly| also| then)? "
                    + "(?:not|wrong|false|incorrect|invalid|eliminated|impossible|ruled out|out)\\b");
    private static final Pattern NEGATED = Pattern.compile("(?:\\bnot|n't)(?: be| the| choose| pick| select)*\\s+$");
    private static final int MAX_REMARK = 60;

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
                if (!found.isEmpty() && !isRejected(text, lower, at, at + noun.length())) {
                    best = at;
                    letters = found;
                    break;
                }
            }
        }
        return letters.isEmpty() ? chosen(response) : Optional.of(letters);
    }

    /** "Option B is wrong", "not option B". */
    private static boolean isRejected(String text, String lower, int from, int to) {
        return NEGATED.matcher(lower.substring(Math.max(0, from - MAX_GAP), from))
                        .find()
                || REJECTED.matcher(text.substring(to, Math.min(text.length(), to + MAX_REMARK)))
                        .lookingAt();
    }

    /** "I would choose C", "(C) is the right answer". */
    private static Optional<String> chosen(ResponseText response) {
        String tail = response.text()
                .substring(Math.max(0, response.text().length() - MAX_TAIL))
                .replace("*", "");
        String found = "";
        int at = -1;
        for (Pattern pattern : List.of(CHOSEN, IS_RIGHT)) {
            Matcher matcher = pattern.matcher(tail);
            while (matcher.find()) {
                if (matcher.start() > at) {
                    at = matcher.start();
                    found = matcher.group(1);
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
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
