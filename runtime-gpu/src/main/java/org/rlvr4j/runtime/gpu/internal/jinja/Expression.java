package org.rlvr4j.runtime.gpu.internal.jinja;

import org.jspecify.annotations.Nullable;

/** A part of a template that has a value. */
@FunctionalInterface
interface Expression {

    /** Computes it. */
    @Nullable
    Object value(Scope scope);
}
