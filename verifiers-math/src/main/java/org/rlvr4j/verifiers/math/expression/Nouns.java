package org.rlvr4j.verifiers.math.expression;

import java.util.Map;
import java.util.Set;

/** Singular forms of counted nouns; the same form for singular and plural matters more than the right one. */
final class Nouns {

    private static final Map<String, String> IRREGULAR = Map.of(
            "people",
            "person",
            "men",
            "man",
            "women",
            "woman",
            "children",
            "child",
            "mice",
            "mouse",
            "geese",
            "goose",
            "dice",
            "die",
            "vertices",
            "vertex",
            "indices",
            "index",
            "halves",
            "half");

    private static final Set<String> IN_IE =
            Set.of("cookies", "movies", "brownies", "pies", "ties", "zombies", "selfies", "calories");

    private Nouns() {}

    static String singular(String noun) {
        String irregular = IRREGULAR.get(noun);
        if (irregular != null) {
            return irregular;
        }
        int length = noun.length();
        if (length - noun.lastIndexOf(' ') < 5
                || !noun.endsWith("s")
                || noun.endsWith("ss")
                || noun.endsWith("us")
                || noun.endsWith("is")) {
            return noun;
        }
        if (noun.endsWith("ies") && !IN_IE.contains(noun)) {
            return noun.substring(0, length - 3) + "y";
        }
        boolean hissing =
                noun.endsWith("ches") || noun.endsWith("shes") || noun.endsWith("xes") || noun.endsWith("sses");
        return noun.substring(0, length - (hissing ? 2 : 1));
    }
}
