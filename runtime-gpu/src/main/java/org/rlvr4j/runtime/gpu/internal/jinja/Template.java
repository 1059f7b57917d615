package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template that has been read. Immutable; safe for several threads. */
public final class Template {

    private final Statement body;

    private Template(Statement body) {
        this.body = body;
    }

    /**
     * Reads a template.
     *
     * @param source its text
     * @return the template
     * @throws TemplateException if it is not understood; the message names the line
     */
    public static Template parse(String source) {
        return new Template(new TemplateParser(new Lexer(source).read()).template());
    }

    /** A function that a template may call. */
    @FunctionalInterface
    public interface TextFunction {
        /**
         * Calls it.
         *
         * @param argument a text
         * @return its result
         */
        String apply(String argument);
    }

    /**
     * Fills the template in.
     *
     * @param values text, Long, Double, Boolean, null, List, Map by text
     * @param functions beside {@code namespace}, {@code range} and {@code dict}
     * @return the text
     * @throws TemplateException if the template fails, refuses the values, or does too much
     */
    public String render(Map<String, ? extends @Nullable Object> values, Map<String, TextFunction> functions) {
        return render(values, functions, new Budget());
    }

    String render(Map<String, ? extends @Nullable Object> values, Map<String, TextFunction> functions, Budget budget) {
        Scope scope = new Scope(budget);
        scope.set("namespace", (Callable) (caller, arguments) -> new Namespace(arguments.named()));
        scope.set("dict", (Callable) (caller, arguments) -> arguments.named());
        scope.set("range", (Callable) Template::range);
        functions.forEach((name, function) ->
                scope.set(name, (Callable) (caller, arguments) -> function.apply(arguments.text(0, "argument"))));
        values.forEach(scope::set);
        StringBuilder out = new StringBuilder();
        body.render(scope.inner(), out);
        return out.toString();
    }

    private static List<@Nullable Object> range(Scope scope, Arguments arguments) {
        long[] bounds = new long[Math.max(1, arguments.count())];
        for (int i = 0; i < bounds.length; i++) {
            if (!(arguments.require(i, "stop") instanceof Long bound)) {
                throw new TemplateException("range needs whole numbers");
            }
            bounds[i] = bound;
        }
        long step = bounds.length > 2 ? bounds[2] : 1;
        if (step == 0) {
            throw new TemplateException("the step of a range is 0");
        }
        long stop = bounds.length > 1 ? bounds[1] : bounds[0];
        List<@Nullable Object> range = new ArrayList<>();
        for (long i = bounds.length > 1 ? bounds[0] : 0; step > 0 ? i < stop : i > stop; i += step) {
            range.add(i);
            scope.budget().step();
            if (range.size() > Budget.MAX_ELEMENTS) {
                scope.budget().elements(range.size());
            }
        }
        return range;
    }
}
