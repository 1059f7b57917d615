package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code namespace()} makes: the only value that a template can change from within a loop. */
final class Namespace {

    private final Map<String, @Nullable Object> values;

    Namespace(Map<String, @Nullable Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    @Nullable
    Object get(String name) {
        return values.containsKey(name) ? values.get(name) : new Undefined("'" + name + "' of a namespace");
    }

    void set(String name, @Nullable Object value) {
        values.put(name, value);
    }
}
