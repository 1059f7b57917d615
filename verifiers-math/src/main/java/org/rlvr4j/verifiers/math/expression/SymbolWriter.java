package org.rlvr4j.verifiers.math.expression;

/** Writes canonical names of symbols in LaTeX. */
final class SymbolWriter {

    private SymbolWriter() {}

    static String write(String name) {
        if (name.equals("ldots")) {
            return "\\ldots ";
        }
        int scripts = scriptsStart(name);
        return base(name.substring(0, scripts)) + name.substring(scripts);
    }

    private static int scriptsStart(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '_' && name.charAt(end) != '\'') {
            end++;
        }
        return end;
    }

    private static String base(String base) {
        int space = base.indexOf(' ');
        if (space > 0 && isAccent(base.substring(0, space))) {
            return command(base.substring(0, space)) + "{" + base.substring(space + 1) + "}";
        }
        if (base.codePointCount(0, base.length()) == 1) {
            return base;
        }
        if (Vocabulary.LETTER_NAMES.contains(base)) {
            return "\\" + base + " ";
        }
        return "\\text{" + base + "}";
    }

    private static boolean isAccent(String word) {
        return Vocabulary.ACCENTS.containsValue(word);
    }

    private static String command(String accent) {
        return switch (accent) {
            case "bar" -> "\\overline";
            case "arc" -> "\\overarc";
            case "line" -> "\\overleftrightarrow";
            case "ring" -> "\\mathring";
            default -> "\\" + accent;
        };
    }
}
