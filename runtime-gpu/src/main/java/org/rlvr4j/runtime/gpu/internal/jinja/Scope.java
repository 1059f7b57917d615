package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and their values; an inner scope sees the outer one and sets nothing in it. */
final class Scope {

    private final @Nullable Scope outer;
    private final Budget budget;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    Scope(Budget budget) {
        this.outer = null;
        this.budget = budget;
    }

    private Scope(Scope outer) {
        this.outer = outer;
        this.budget = outer.budget;
    }

    Scope inner() {
        return new Scope(this);
    }

    Budget budget() {
        return budget;
    }

    /** The value of a name, or that it is undefined. */
    @Nullable
    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.values.containsKey(name)) {
                return scope.values.get(name);
            }
        }
        return new Undefined("'" + name + "'");
    }

    void set(String name, @Nullable Object value) {
        values.put(name, value);
    }
}
