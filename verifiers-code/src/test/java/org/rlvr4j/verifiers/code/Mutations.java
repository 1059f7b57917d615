package org.rlvr4j.verifiers.code;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes wrong programs of right ones: one small change each. */
final class Mutations {

    /** An operator with what takes its place. Applied to the code of the function only, see {@link #of}. */
    private static final Map<String, List<String[]>> OPERATORS = operators();

    private Mutations() {}

    private static Map<String, List<String[]>> operators() {
        Map<String, List<String[]>> all = new LinkedHashMap<>();
        all.put(
                "off-by-one",
                List.of(
                        new String[] {"(?<=[^<>=-]) < ", " <= "},
                        new String[] {" <= ", " < "},
                        new String[] {"\\+ 1\\b", "+ 2"},
                        new String[] {"- 1\\b", "- 2"}));
        all.put(
                "swapped-operator",
                List.of(
                        new String[] {" \\+ ", " - "},
                        new String[] {" \\* ", " + "},
                        new String[] {" % ", " * "},
                        new String[] {" == ", " != "},
                        new String[] {" === ", " !== "},
                        new String[] {" > ", " < "},
                        new String[] {" != ", " == "},
                        new String[] {" !== ", " === "}));
        all.put(
                "wrong-constant",
                List.of(
                        new String[] {"(?<![\\w.\\[(-])0(?![\\w.x])", "1"},
                        new String[] {"(?<![\\w.])2(?![\\w.])", "3"},
                        new String[] {"(?<![\\w.])26(?![\\w.])", "25"}));
        return all;
    }

    /** The mutants of a program by name; each has the function's signature. */
    static Map<String, String> of(Rows.Row row, String entryPoint) {
        String source = row.program();
        int body = bodyStart(row.language(), source, entryPoint);
        Map<String, String> mutants = new LinkedHashMap<>();
        OPERATORS.forEach((name, rules) -> {
            for (String[] rule : rules) {
                Matcher matcher = Pattern.compile(rule[0]).matcher(source);
                if (matcher.find(body)) {
                    mutants.put(name, source.substring(0, matcher.start()) + rule[1] + source.substring(matcher.end()));
                    return;
                }
            }
        });
        mutants.put("early-return", earlyReturn(row.language(), source, entryPoint, body));
        return mutants;
    }

    private static int bodyStart(String language, String source, String entryPoint) {
        int name = source.indexOf(entryPoint + "(");
        String opening = language.equals("python") ? ":\n" : "{";
        return source.indexOf(opening, name) + opening.length();
    }

    private static String earlyReturn(String language, String source, String name, int body) {
        String wrong = switch (language) {
            case "python" -> "    return a\n";
            case "javascript" -> " return null; ";
            default -> " if (true) return " + someValue(source, name) + "; ";
        };
        return source.substring(0, body) + wrong + source.substring(body);
    }

    /** A value of the function's type that no test expects every time. */
    private static String someValue(String source, String name) {
        String head = source.substring(0, source.indexOf(name + "(")).stripTrailing();
        String type = head.substring(head.lastIndexOf('\n') + 1);
        if (type.contains("vector")) {
            return "{}";
        }
        if (type.contains("List")) {
            return "new ArrayList<>()";
        }
        return type.contains("ool") ? "true" : type.toLowerCase(Locale.ROOT).contains("string") ? "\"?\"" : "77";
    }
}
