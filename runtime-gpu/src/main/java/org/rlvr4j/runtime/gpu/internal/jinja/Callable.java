package org.rlvr4j.runtime.gpu.internal.jinja;

import org.jspecify.annotations.Nullable;

/** What a template can call: a global function, a macro, a method bound to its value. */
@FunctionalInterface
interface Callable {

    /** Calls it. */
    @Nullable
    Object call(Scope scope, Arguments arguments);
}
