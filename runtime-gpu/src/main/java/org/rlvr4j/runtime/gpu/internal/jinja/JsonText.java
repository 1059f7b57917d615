package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON, with Python's separators and letters left as they are: transformers' {@code tojson}. */
final class JsonText {

    private final StringBuilder text = new StringBuilder();
    private final @Nullable Long indent;
    private final Budget budget;

    private JsonText(@Nullable Long indent, Budget budget) {
        this.indent = indent;
        this.budget = budget;
    }

    static String of(@Nullable Object value, @Nullable Long indent, Budget budget) {
        JsonText json = new JsonText(indent, budget);
        json.write(value, 1);
        return json.text.toString();
    }

    private void write(@Nullable Object value, int depth) {
        budget.step();
        if (text.length() > Budget.MAX_CHARACTERS) {
            budget.characters(text.length());
        }
        if (value == null || value instanceof Boolean || value instanceof Long) {
            text.append(value);
        } else if (value instanceof Double real) {
            text.append(Values.real(real));
        } else if (value instanceof String string) {
            budget.characters(string.length());
            quote(string);
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                separate(i, depth);
                write(list.get(i), depth + 1);
            }
            end(list.isEmpty(), depth, ']');
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            int i = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                separate(i++, depth);
                quote(String.valueOf(entry.getKey()));
                text.append(": ");
                write(entry.getValue(), depth + 1);
            }
            end(map.isEmpty(), depth, '}');
        } else {
            throw new TemplateException("cannot write " + Values.kind(value) + " as JSON");
        }
    }

    private void separate(int index, int depth) {
        if (index > 0) {
            text.append(indent == null ? ", " : ",");
        }
        newLine(depth);
    }

    private void end(boolean empty, int depth, char bracket) {
        if (!empty) {
            newLine(depth - 1);
        }
        text.append(bracket);
    }

    private void newLine(int depth) {
        if (indent != null) {
            long spaces = Math.max(0, indent) * depth;
            budget.characters(spaces);
            text.append('\n').append(" ".repeat((int) spaces));
        }
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> text.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}
