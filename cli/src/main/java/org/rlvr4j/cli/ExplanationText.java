package org.rlvr4j.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.verifiers.math.Explanation;
import org.rlvr4j.verifiers.math.expression.ParsedAnswer;

/** Writes a verdict with the way to it: what was found and how, the trees, the reason. */
final class ExplanationText {

    private static final int MAX_SHOWN = 2_000;

    private final StringBuilder text = new StringBuilder();

    private ExplanationText() {}

    static String of(Explanation explanation) {
        ExplanationText written = new ExplanationText();
        written.side("gold", explanation.gold());
        explanation
                .prediction()
                .ifPresentOrElse(
                        reading -> written.side("prediction", reading),
                        () -> written.text.append("prediction: nothing was found or looked for\n"));
        Verdict verdict = explanation.verdict();
        written.text
                .append("verdict: ")
                .append(verdict.kind())
                .append("\nreason: ")
                .append(shown(verdict.reason()))
                .append('\n');
        if (!verdict.answer().isEmpty()) {
            written.text
                    .append("canonical answer: ")
                    .append(shown(verdict.answer()))
                    .append('\n');
        }
        return written.text.toString();
    }

    private void side(String name, Explanation.Reading reading) {
        text.append(name)
                .append(": ")
                .append(shown(reading.extracted().text()))
                .append("\n  found by ")
                .append(reading.extracted().strategy())
                .append('\n');
        if (reading.parsed() instanceof ParsedAnswer.Parsed parsed) {
            parts(parsed.expression()).forEach(tree -> tree(tree, 1));
        } else if (reading.parsed() instanceof ParsedAnswer.Unparseable unparseable) {
            text.append("  unreadable: ").append(shown(unparseable.reason())).append('\n');
        }
    }

    /** A node's plain components stand on its line, its parts below it. The parser bounds the depth. */
    private void tree(Record node, int depth) {
        List<Record> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            Object value = value(node, component);
            List<Record> below = parts(value);
            if (below.isEmpty()) {
                plain.append(' ').append(component.getName()).append('=').append(shown(plain(value)));
            }
            parts.addAll(below);
        }
        text.append("  ".repeat(depth))
                .append(node.getClass().getSimpleName())
                .append(plain)
                .append('\n');
        parts.forEach(part -> tree(part, depth + 1));
    }

    private static List<Record> parts(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ExplanationText::parts).orElse(List.of());
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().flatMap(part -> parts(part).stream()).toList();
        }
        // a number is one word, not a tree of its own
        return value instanceof Record part && !part.getClass().getSimpleName().equals("Rational")
                ? List.of(part)
                : List.of();
    }

    private static String plain(Object value) {
        return value instanceof Optional<?> optional
                ? optional.map(String::valueOf).orElse("none")
                : String.valueOf(value);
    }

    private static Object value(Record node, RecordComponent component) {
        try {
            return component.getAccessor().invoke(node);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component + " of a tree", e);
        }
    }

    private static String shown(String text) {
        return Escape.line(text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…");
    }
}
