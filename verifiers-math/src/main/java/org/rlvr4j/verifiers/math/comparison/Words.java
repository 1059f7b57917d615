package org.rlvr4j.verifiers.math.comparison;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Units;

/** Brings words that say the same to one wording. */
final class Words {

    private static final Map<String, String> SAME = new HashMap<>();

    static {
        for (String row : new String[] {
            "yes;true;correct;t",
            "no;false;incorrect;f",
            "no solution;no solutions;there is no solution;there are no solutions;no real solution;no real solutions;"
                    + "no real root;no real roots;none;empty set;empty;null set;no such number;no such numbers exist;"
                    + "no integer solutions;there are no real solutions;no values;no value",
            "undefined;does not exist;dne;not defined;doesn't exist;limit does not exist;indeterminate",
            "infinitely many solutions;infinitely many;infinite solutions;infinite number of solutions;"
                    + "infinite many solutions;infinite",
            "all real numbers;all reals;all real values;any real number",
            "diverges;divergent;series diverges;the series diverges",
            "converges;convergent;series converges;the series converges",
            "impossible;not possible;cannot be determined;not enough information;cannot be done",
            "even;even function",
            "odd;odd function",
            "neither;neither even nor odd"
        }) {
            String[] words = row.split(";");
            for (String word : words) {
                SAME.put(word, words[0]);
            }
        }
        // what cannot be determined is another answer than what cannot be done
        SAME.put("cannot be determined", "cannot be determined");
        SAME.put("not enough information", "cannot be determined");
    }

    private static final Set<Character> PUNCTUATION = Set.of('.', ',', ';', '!', '"', '“', '”', '\'');

    private Words() {}

    /** Returns the wording of words, of the empty set and of "undefined"; null for all else. */
    static @Nullable String of(Expression expression) {
        if (expression instanceof Expression.Text text) {
            return canonical(text.words());
        } else if (expression instanceof Expression.NamedSet set) {
            return switch (set.name()) {
                case EMPTY -> "no solution";
                case REALS -> "all real numbers";
                default -> null;
            };
        } else if (expression instanceof Expression.SetOf set && set.elements().isEmpty()) {
            return "no solution";
        } else if (expression instanceof Expression.Constant constant
                && constant.known() == Expression.Constant.Known.UNDEFINED) {
            return "undefined";
        } else if (expression instanceof Expression.Quantity quantity) {
            return noun(quantity);
        } else if (expression instanceof Expression.Symbol symbol) {
            return symbol.name().toLowerCase(Locale.ROOT);
        }
        return null;
    }

    /** Returns the wording of words, or of a word in capitals that was read as a product of letters. */
    static @Nullable String spelled(Expression expression) {
        if (!(expression instanceof Expression.Product product)) {
            return of(expression);
        }
        StringBuilder word = new StringBuilder();
        for (Expression factor : product.factors()) {
            boolean capital = factor instanceof Expression.Symbol symbol
                    && symbol.name().length() == 1
                    && Character.isUpperCase(symbol.name().charAt(0));
            if (!capital) {
                return null;
            }
            word.append(((Expression.Symbol) factor).name());
        }
        return canonical(word.toString());
    }

    /** Returns the noun of "a parabola", which was read as a letter and a unit, or null. */
    private static @Nullable String noun(Expression.Quantity quantity) {
        boolean article = quantity.value() instanceof Expression.Symbol symbol
                && symbol.name().equalsIgnoreCase("a")
                && quantity.unit().size() == 1
                && quantity.unit().get(0).power().equals(Nodes.ONE)
                && Units.find(quantity.unit().get(0).unit()).isEmpty();
        return article ? canonical(quantity.unit().get(0).unit()) : null;
    }

    private static String canonical(String words) {
        StringBuilder text = new StringBuilder();
        for (String word : words.toLowerCase(Locale.ROOT).split("[\\s-]+")) {
            String bare = stripped(word);
            if (!bare.isEmpty() && !(text.isEmpty() && (bare.equals("the") || bare.equals("a") || bare.equals("an")))) {
                text.append(text.isEmpty() ? "" : " ").append(bare);
            }
        }
        return SAME.getOrDefault(text.toString(), text.toString());
    }

    private static String stripped(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && PUNCTUATION.contains(word.charAt(start))) {
            start++;
        }
        while (end > start && PUNCTUATION.contains(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(start, end);
    }
}
