package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.List;

/** A part of a template that writes. */
@FunctionalInterface
interface Statement {

    /** How the loop around a statement goes on. */
    enum Flow {
        NEXT,
        CONTINUE,
        BREAK
    }

    /** Writes it. */
    Flow render(Scope scope, StringBuilder out);

    /** Statements one after the other. */
    static Statement sequence(List<Statement> statements) {
        List<Statement> all = List.copyOf(statements);
        return (scope, out) -> {
            for (Statement statement : all) {
                Flow flow = statement.render(scope, out);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        };
    }
}
