package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str} that templates call. */
final class Texts {

    private static final Map<String, Method> METHODS = Map.ofEntries(
            Map.entry("strip", (text, arguments, budget) -> strip(text, arguments, true, true)),
            Map.entry("lstrip", (text, arguments, budget) -> strip(text, arguments, true, false)),
            Map.entry("rstrip", (text, arguments, budget) -> strip(text, arguments, false, true)),
            Map.entry("upper", (text, arguments, budget) -> text.toUpperCase(Locale.ROOT)),
            Map.entry("lower", (text, arguments, budget) -> text.toLowerCase(Locale.ROOT)),
            Map.entry("capitalize", (text, arguments, budget) -> capitalized(text)),
            Map.entry("title", (text, arguments, budget) -> titled(text)),
            Map.entry("startswith", (text, arguments, budget) -> isAtEnd(text, arguments, true)),
            Map.entry("endswith", (text, arguments, budget) -> isAtEnd(text, arguments, false)),
            Map.entry("split", Texts::split),
            Map.entry(
                    "splitlines",
                    (text, arguments, budget) ->
                            new ArrayList<Object>(text.lines().toList())),
            Map.entry("replace", Texts::replace),
            Map.entry("find", (text, arguments, budget) -> find(text, arguments, budget)),
            Map.entry("count", Texts::count),
            Map.entry("join", Texts::join));

    private Texts() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Method {
        Object call(String text, Arguments arguments, Budget budget);
    }

    /** The method of a text by name; null where there is none. */
    static @Nullable Callable method(String text, String name) {
        Method method = METHODS.get(name);
        return method == null
                ? null
                : (scope, arguments) -> {
                    scope.budget().characters(text.length());
                    return method.call(text, arguments, scope.budget());
                };
    }

    static String strip(String text, Arguments arguments, boolean left, boolean right) {
        Object characters = arguments.get(0, "chars", null);
        String dropped = characters instanceof String given ? given : null;
        int from = 0;
        int to = text.length();
        while (left && from < to && isDropped(text.charAt(from), dropped)) {
            from++;
        }
        while (right && from < to && isDropped(text.charAt(to - 1), dropped)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isDropped(char c, @Nullable String dropped) {
        // Python's white space: Java's, and what does not break
        return dropped == null
                ? Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085'
                : dropped.indexOf(c) >= 0;
    }

    static String capitalized(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    static String titled(String text) {
        StringBuilder titled = new StringBuilder();
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            titled.append(begins ? Character.toTitleCase(c) : Character.toLowerCase(c));
            begins = !Character.isLetter(c);
        }
        return titled.toString();
    }

    private static boolean isAtEnd(String text, Arguments arguments, boolean begin) {
        Object parts = arguments.require(0, "prefix");
        List<?> all = parts instanceof List<?> list ? list : List.of(arguments.text(0, "prefix"));
        return all.stream()
                .anyMatch(part -> part instanceof String end && (begin ? text.startsWith(end) : text.endsWith(end)));
    }

    private static List<Object> split(String text, Arguments arguments, Budget budget) {
        Object separator = arguments.get(0, "sep", null);
        long most = arguments.get(1, "maxsplit", -1L) instanceof Long limit && limit >= 0 ? limit : Long.MAX_VALUE;
        List<Object> parts = new ArrayList<>();
        if (separator == null) {
            if (most != Long.MAX_VALUE) {
                throw new TemplateException("split at white space with a limit is not supported");
            }
            for (String part : text.strip().split("\\s+")) {
                if (!part.isEmpty()) {
                    parts.add(part);
                }
            }
            budget.elements(parts.size());
            return parts;
        }
        String at = arguments.text(0, "sep");
        if (at.isEmpty()) {
            throw new TemplateException("split needs a separator that is not empty");
        }
        budget.search(text.length(), at.length());
        int from = 0;
        for (int found = text.indexOf(at); found >= 0 && parts.size() < most; found = text.indexOf(at, from)) {
            parts.add(text.substring(from, found));
            budget.elements(1);
            from = found + at.length();
        }
        parts.add(text.substring(from));
        budget.elements(parts.size());
        return parts;
    }

    static String replace(String text, Arguments arguments, Budget budget) {
        String old = arguments.text(0, "old");
        String with = arguments.text(1, "new");
        if (arguments.has(2, "count")) {
            throw new TemplateException("replace with a count is not supported");
        }
        budget.search(text.length(), old.length());
        long matches = old.isEmpty() ? text.length() + 1L : occurrences(text, old);
        budget.characters(text.length() + matches * with.length());
        return text.replace(old, with);
    }

    private static long occurrences(String text, String part) {
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static Object find(String text, Arguments arguments, Budget budget) {
        String part = arguments.text(0, "sub");
        budget.search(text.length(), part.length());
        return (long) text.indexOf(part);
    }

    private static Object count(String text, Arguments arguments, Budget budget) {
        String part = arguments.text(0, "sub");
        budget.search(text.length(), part.length());
        return part.isEmpty() ? text.length() + 1L : occurrences(text, part);
    }

    private static Object join(String text, Arguments arguments, Budget budget) {
        return joined(Values.elements(arguments.require(0, "iterable"), budget), text, budget);
    }

    static String joined(List<@Nullable Object> elements, String separator, Budget budget) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            joined.append(i == 0 ? "" : separator).append(Values.text(elements.get(i), budget));
            budget.step();
            if (joined.length() > Budget.MAX_CHARACTERS) {
                budget.characters(joined.length());
            }
        }
        budget.characters(joined.length());
        return joined.toString();
    }
}
