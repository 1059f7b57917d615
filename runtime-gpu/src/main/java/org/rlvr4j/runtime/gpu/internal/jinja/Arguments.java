package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call.
 *
 * @param positional by position
 * @param named by name
 */
record Arguments(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {

    static final Arguments NONE = new Arguments(List.of(), Map.of());

    int count() {
        return positional.size();
    }

    boolean has(int index, String name) {
        return index < positional.size() || named.containsKey(name);
    }

    /** An argument by position or name, or else a default. */
    @Nullable
    Object get(int index, String name, @Nullable Object otherwise) {
        if (index < positional.size()) {
            return positional.get(index);
        }
        return named.containsKey(name) ? named.get(name) : otherwise;
    }

    /** An argument that must be there. */
    @Nullable
    Object require(int index, String name) {
        if (!has(index, name)) {
            throw new TemplateException("the argument " + name + " is missing");
        }
        return get(index, name, null);
    }

    String text(int index, String name) {
        Object value = require(index, name);
        if (value instanceof String text) {
            return text;
        }
        throw new TemplateException("the argument " + name + " must be a text, got " + Values.kind(value));
    }
}
