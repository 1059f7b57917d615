package org.rlvr4j.verifiers.code.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds out as much about a Java source as is needed to name its file; comments and literals are passed over. */
final class JavaSource {

    private static final Set<String> KINDS = Set.of("class", "interface", "enum", "record");

    private JavaSource() {}

    /** The name that the compiler asks for: that of the public top-level type, else any. */
    static String fileName(String source) {
        List<String> words = topLevelWords(source);
        for (int i = 0; i + 1 < words.size(); i++) {
            if (KINDS.contains(words.get(i)) && isPublic(words, i) && JavaStub.isName(words.get(i + 1))) {
                return words.get(i + 1) + ".java";
            }
        }
        return "Program.java";
    }

    private static boolean isPublic(List<String> words, int kind) {
        for (int i = kind - 1;
                i >= 0 && !words.get(i).equals(";") && !words.get(i).equals("}");
                i--) {
            if (words.get(i).equals("public")) {
                return true;
            }
        }
        return false;
    }

    static boolean declares(String source, String name) {
        List<String> words = topLevelWords(source);
        for (int i = 0; i + 1 < words.size(); i++) {
            if (KINDS.contains(words.get(i)) && words.get(i + 1).equals(name)) {
                return true;
            }
        }
        return false;
    }

    static boolean mentions(String source, String name) {
        int from = 0;
        while (true) {
            int at = source.indexOf(name, from);
            if (at < 0) {
                return false;
            }
            int end = at + name.length();
            boolean starts = at == 0 || !Character.isJavaIdentifierPart(source.charAt(at - 1));
            if (starts && (end == source.length() || !Character.isJavaIdentifierPart(source.charAt(end)))) {
                return true;
            }
            from = end;
        }
    }

    /** Bare methods get a class Solution around them; imports stay in front. */
    static String wrapped(String source) {
        if (topLevelWords(source).stream().anyMatch(KINDS::contains)) {
            return source;
        }
        StringBuilder imports = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        source.lines()
                .forEach(line -> (line.startsWith("import ") ? imports : rest)
                        .append(line)
                        .append('\n'));
        return imports + "class Solution {\n" + rest + "}\n";
    }

    /** The words outside of all braces, comments and literals, with semicolons and closing braces. */
    private static List<String> topLevelWords(String source) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            int after = skipped(source, i);
            if (after > i) {
                i = after - 1;
                c = ' ';
            }
            if (depth == 0 && Character.isJavaIdentifierPart(c)) {
                word.append(c);
                continue;
            }
            if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth = Math.max(0, depth - 1);
                words.add("}");
            } else if (c == ';' && depth == 0) {
                words.add(";");
            }
        }
        return words;
    }

    /** Where a comment or literal that starts here ends, or here. */
    private static int skipped(String source, int at) {
        if (source.startsWith("//", at)) {
            int end = source.indexOf('\n', at);
            return end < 0 ? source.length() : end;
        }
        if (source.startsWith("/*", at)) {
            int end = source.indexOf("*/", at + 2);
            return end < 0 ? source.length() : end + 2;
        }
        if (source.startsWith("\"\"\"", at)) {
            int end = source.indexOf("\"\"\"", at + 3);
            return end < 0 ? source.length() : end + 3;
        }
        char quote = source.charAt(at);
        if (quote != '"' && quote != '\'') {
            return at;
        }
        for (int i = at + 1; i < source.length() && source.charAt(i) != '\n'; i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == quote) {
                return i + 1;
            }
        }
        return at + 1;
    }
}
