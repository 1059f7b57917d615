package org.rlvr4j.verifiers.code.sandbox;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes the little JSON that the fork server reads. */
final class Json {

    private Json() {}

    static String array(List<String> strings) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        strings.forEach(string -> array.add(quoted(string)));
        return array.toString();
    }

    static String object(Map<String, String> entries) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        entries.forEach((key, value) -> object.add(quoted(key) + ":" + quoted(value)));
        return object.toString();
    }

    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
