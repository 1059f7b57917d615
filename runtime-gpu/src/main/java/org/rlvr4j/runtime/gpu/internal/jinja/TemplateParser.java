package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads statements. */
final class TemplateParser {

    private static final int MAX_DEPTH = 100;
    private static final String SUPPORTED = "if, for, set, macro, break, continue, generation";

    private final TokenCursor tokens;
    private final ExpressionParser expressions;
    private int depth;

    TemplateParser(List<Token> tokens) {
        this.tokens = new TokenCursor(tokens);
        this.expressions = new ExpressionParser(this.tokens);
    }

    Statement template() {
        Statement body = body();
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.error("{% " + tokens.peekNext().text() + " %} closes nothing");
        }
        return body;
    }

    /** Statements up to one of the names that end a block, whose tag is then begun, or to the end of the template. */
    private Statement body(String... ends) {
        if (++depth > MAX_DEPTH) {
            throw tokens.error("statements are nested deeper than " + MAX_DEPTH);
        }
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            switch (token.kind()) {
                case TEXT -> statements.add(text(tokens.take().text()));
                case EXPRESSION_START -> statements.add(located(token.line(), output()));
                case STATEMENT_START -> {
                    String name = tokens.peekNext().text();
                    if (List.of(ends).contains(name) || name.startsWith("end") || name.startsWith("el")) {
                        depth--;
                        return Statement.sequence(statements);
                    }
                    tokens.take();
                    statements.add(located(token.line(), statement(tokens.requireName())));
                }
                default -> {
                    depth--;
                    return Statement.sequence(statements);
                }
            }
        }
    }

    private static Statement text(String text) {
        return (scope, out) -> write(text, scope, out);
    }

    private static Statement.Flow write(String text, Scope scope, StringBuilder out) {
        scope.budget().step();
        scope.budget().characters(text.length());
        out.append(text);
        if (out.length() > Budget.MAX_CHARACTERS) {
            scope.budget().characters(out.length());
        }
        return Statement.Flow.NEXT;
    }

    private Statement output() {
        tokens.take();
        Expression value = expressions.tuple();
        tokens.require(Token.Kind.EXPRESSION_END);
        return (scope, out) -> write(Values.text(value.value(scope), scope.budget()), scope, out);
    }

    /** Adds the line to a failure that does not say it. */
    private static Statement located(int line, Statement statement) {
        return (scope, out) -> {
            try {
                return statement.render(scope, out);
            } catch (TemplateException e) {
                String message = String.valueOf(e.getMessage());
                throw message.startsWith("line ") ? e : new TemplateException("line " + line + ": " + message);
            }
        };
    }

    private Statement statement(Token name) {
        return switch (name.text()) {
            case "if" -> conditional();
            case "for" -> loop();
            case "set" -> assignment();
            case "macro" -> macro();
            case "break" -> jump(Statement.Flow.BREAK);
            case "continue" -> jump(Statement.Flow.CONTINUE);
            case "generation" -> generation();
            default ->
                throw tokens.error(
                        name, "the statement " + name.text() + " is not supported; supported are " + SUPPORTED);
        };
    }

    private Statement jump(Statement.Flow flow) {
        tokens.require(Token.Kind.STATEMENT_END);
        return (scope, out) -> flow;
    }

    /** Marks what the model said, for those who train on it; it writes as if it were not there. */
    private Statement generation() {
        tokens.require(Token.Kind.STATEMENT_END);
        Statement body = body("endgeneration");
        end("endgeneration");
        return body;
    }

    private void end(String name) {
        tokens.require(Token.Kind.STATEMENT_START);
        if (!tokens.takeName(name)) {
            throw tokens.error(
                    "{% " + name + " %} is missing before {% " + tokens.peek().text() + " %}");
        }
        tokens.require(Token.Kind.STATEMENT_END);
    }

    /** Takes the beginning of a tag of that name; false where the next tag is another. */
    private boolean takeTag(String name) {
        if (tokens.peek().kind() == Token.Kind.STATEMENT_START
                && tokens.peekNext().is(Token.Kind.NAME, name)) {
            tokens.take();
            tokens.take();
            return true;
        }
        return false;
    }

    private Statement conditional() {
        List<Expression> conditions = new ArrayList<>();
        List<Statement> bodies = new ArrayList<>();
        do {
            conditions.add(expressions.tuple());
            tokens.require(Token.Kind.STATEMENT_END);
            bodies.add(body("elif", "else", "endif"));
        } while (takeTag("elif"));
        Statement otherwise = (scope, out) -> Statement.Flow.NEXT;
        if (takeTag("else")) {
            tokens.require(Token.Kind.STATEMENT_END);
            otherwise = body("endif");
        }
        end("endif");
        Statement last = otherwise;
        return (scope, out) -> {
            for (int i = 0; i < conditions.size(); i++) {
                scope.budget().step();
                if (Values.isTrue(conditions.get(i).value(scope))) {
                    return bodies.get(i).render(scope, out);
                }
            }
            return last.render(scope, out);
        };
    }

    private List<String> targets() {
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.requireName().text());
        } while (tokens.takeOperator(","));
        return names;
    }

    private static void assign(Scope scope, List<String> names, @Nullable Object value) {
        if (names.size() == 1) {
            scope.set(names.get(0), value);
            return;
        }
        List<@Nullable Object> values = Values.elements(value, scope.budget());
        if (values.size() != names.size()) {
            throw new TemplateException("needed are " + names.size() + " values, got " + values.size());
        }
        for (int i = 0; i < names.size(); i++) {
            scope.set(names.get(i), values.get(i));
        }
    }

    private Statement loop() {
        List<String> names = targets();
        if (!tokens.takeName("in")) {
            throw tokens.error("in is missing");
        }
        Expression iterated = expressions.disjunction();
        Expression condition = tokens.takeName("if") ? expressions.expression() : scope -> true;
        tokens.require(Token.Kind.STATEMENT_END);
        Statement body = body("else", "endfor");
        Statement otherwise = (scope, out) -> Statement.Flow.NEXT;
        if (takeTag("else")) {
            tokens.require(Token.Kind.STATEMENT_END);
            otherwise = body("endfor");
        }
        end("endfor");
        return new Loop(names, iterated, condition, body, otherwise);
    }

    /** A loop over elements. */
    private record Loop(
            List<String> names, Expression iterated, Expression condition, Statement body, Statement otherwise)
            implements Statement {

        @Override
        public Flow render(Scope scope, StringBuilder out) {
            List<@Nullable Object> kept = new ArrayList<>();
            for (Object element : Values.elements(iterated.value(scope), scope.budget())) {
                Scope inner = scope.inner();
                assign(inner, names, element);
                if (Values.isTrue(condition.value(inner))) {
                    kept.add(element);
                }
            }
            if (kept.isEmpty()) {
                return otherwise.render(scope, out);
            }
            for (int i = 0; i < kept.size(); i++) {
                scope.budget().step();
                Scope inner = scope.inner();
                inner.set("loop", state(kept, i));
                assign(inner, names, kept.get(i));
                if (body.render(inner, out) == Flow.BREAK) {
                    break;
                }
            }
            return Flow.NEXT;
        }

        private static Map<String, @Nullable Object> state(List<@Nullable Object> elements, int i) {
            Map<String, @Nullable Object> state = new HashMap<>();
            long size = elements.size();
            state.put("index", i + 1L);
            state.put("index0", (long) i);
            state.put("revindex", size - i);
            state.put("revindex0", size - i - 1);
            state.put("first", i == 0);
            state.put("last", i == size - 1);
            state.put("length", size);
            if (i > 0) {
                state.put("previtem", elements.get(i - 1));
            }
            if (i + 1 < size) {
                state.put("nextitem", elements.get(i + 1));
            }
            return state;
        }
    }

    private Statement assignment() {
        Token first = tokens.requireName();
        if (tokens.takeOperator(".")) {
            String attribute = tokens.requireName().text();
            tokens.requireOperator("=");
            Expression value = expressions.tuple();
            tokens.require(Token.Kind.STATEMENT_END);
            return (scope, out) -> {
                if (!(scope.get(first.text()) instanceof Namespace namespace)) {
                    throw new TemplateException(
                            "only a namespace's values can be set, and " + first.text() + " is none");
                }
                namespace.set(attribute, value.value(scope));
                return Statement.Flow.NEXT;
            };
        }
        List<String> names = new ArrayList<>(List.of(first.text()));
        if (tokens.takeOperator(",")) {
            names.addAll(targets());
        }
        if (tokens.takeOperator("=")) {
            Expression value = expressions.tuple();
            tokens.require(Token.Kind.STATEMENT_END);
            return (scope, out) -> {
                assign(scope, names, value.value(scope));
                return Statement.Flow.NEXT;
            };
        }
        tokens.require(Token.Kind.STATEMENT_END);
        Statement body = body("endset");
        end("endset");
        return (scope, out) -> {
            StringBuilder text = new StringBuilder();
            Statement.Flow flow = body.render(scope.inner(), text);
            assign(scope, names, text.toString());
            return flow;
        };
    }

    private Statement macro() {
        String name = tokens.requireName().text();
        Map<String, @Nullable Expression> parameters = new LinkedHashMap<>();
        tokens.requireOperator("(");
        while (!tokens.takeOperator(")")) {
            String parameter = tokens.requireName().text();
            parameters.put(parameter, tokens.takeOperator("=") ? expressions.expression() : null);
            if (!tokens.isOperator(")")) {
                tokens.requireOperator(",");
            }
        }
        tokens.require(Token.Kind.STATEMENT_END);
        Statement body = body("endmacro");
        end("endmacro");
        return (scope, out) -> {
            scope.set(name, (Callable) (caller, arguments) -> expand(name, parameters, body, scope, arguments));
            return Statement.Flow.NEXT;
        };
    }

    private static String expand(
            String name,
            Map<String, @Nullable Expression> parameters,
            Statement body,
            Scope definition,
            Arguments arguments) {
        if (arguments.count() > parameters.size()
                || !parameters.keySet().containsAll(arguments.named().keySet())) {
            throw new TemplateException("the macro " + name + " takes " + String.join(", ", parameters.keySet())
                    + ", and got something else");
        }
        Scope scope = definition.inner();
        int index = 0;
        for (Map.Entry<String, @Nullable Expression> parameter : parameters.entrySet()) {
            Expression otherwise = parameter.getValue();
            Object given = arguments.has(index, parameter.getKey())
                    ? arguments.get(index, parameter.getKey(), null)
                    : otherwise == null ? new Undefined("'" + parameter.getKey() + "'") : otherwise.value(scope);
            scope.set(parameter.getKey(), given);
            index++;
        }
        StringBuilder text = new StringBuilder();
        scope.budget().enter();
        body.render(scope, text);
        scope.budget().leave();
        return text.toString();
    }
}
