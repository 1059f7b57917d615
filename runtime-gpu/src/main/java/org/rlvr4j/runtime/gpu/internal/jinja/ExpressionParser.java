package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads expressions, with Jinja's precedence. */
final class ExpressionParser {

    private static final int MAX_DEPTH = 100;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> AFTER_TESTS = Set.of("else", "or", "and", "if", "is", "in", "not");

    private final TokenCursor tokens;
    private int depth;

    ExpressionParser(TokenCursor tokens) {
        this.tokens = tokens;
    }

    /** An expression: {@code a if b else c} and whatever binds tighter. */
    Expression expression() {
        if (++depth > MAX_DEPTH) {
            throw tokens.error("it is nested deeper than " + MAX_DEPTH);
        }
        Expression value = disjunction();
        while (tokens.takeName("if")) {
            Expression then = value;
            Expression condition = disjunction();
            Expression otherwise =
                    tokens.takeName("else") ? expression() : scope -> new Undefined("the inline if without else");
            value = scope -> Values.isTrue(condition.value(scope)) ? then.value(scope) : otherwise.value(scope);
        }
        depth--;
        return value;
    }

    /** An expression, or several with commas between them, which make a list. */
    Expression tuple() {
        Expression first = expression();
        if (!tokens.isOperator(",")) {
            return first;
        }
        List<Expression> elements = new ArrayList<>(List.of(first));
        while (tokens.takeOperator(",")) {
            elements.add(expression());
        }
        return list(elements);
    }

    /** An expression without an inline {@code if}. */
    Expression disjunction() {
        Expression left = conjunction();
        while (tokens.takeName("or")) {
            Expression a = left;
            Expression b = conjunction();
            left = scope -> {
                Object value = a.value(scope);
                return Values.isTrue(value) ? value : b.value(scope);
            };
        }
        return left;
    }

    private Expression conjunction() {
        Expression left = negation();
        while (tokens.takeName("and")) {
            Expression a = left;
            Expression b = negation();
            left = scope -> {
                Object value = a.value(scope);
                return Values.isTrue(value) ? b.value(scope) : value;
            };
        }
        return left;
    }

    private Expression negation() {
        int count = 0;
        while (tokens.takeName("not")) {
            count++;
        }
        Expression value = comparison();
        if (count == 0) {
            return value;
        }
        boolean odd = count % 2 == 1;
        return scope -> Values.isTrue(value.value(scope)) != odd;
    }

    private Expression comparison() {
        Expression left = sum();
        @Nullable Expression all = null;
        while (true) {
            String operator = comparisonOperator();
            if (operator.isEmpty()) {
                return all == null ? left : all;
            }
            Expression a = left;
            Expression b = sum();
            Expression compared = scope -> compare(operator, a.value(scope), b.value(scope), scope.budget());
            Expression before = all;
            all = before == null
                    ? compared
                    : scope -> Values.isTrue(before.value(scope)) && Values.isTrue(compared.value(scope));
            left = b;
        }
    }

    private String comparisonOperator() {
        Token token = tokens.peek();
        if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text())) {
            return tokens.take().text();
        }
        if (tokens.takeName("in")) {
            return "in";
        }
        if (tokens.isName("not") && tokens.peekNext().is(Token.Kind.NAME, "in")) {
            tokens.take();
            tokens.take();
            return "not in";
        }
        return "";
    }

    private static boolean compare(String operator, @Nullable Object a, @Nullable Object b, Budget budget) {
        budget.step();
        return switch (operator) {
            case "==" -> Values.equal(a, b, budget);
            case "!=" -> !Values.equal(a, b, budget);
            case "in" -> Values.contains(b, a, budget);
            case "not in" -> !Values.contains(b, a, budget);
            case "<" -> Values.compare(a, b) < 0;
            case "<=" -> Values.compare(a, b) <= 0;
            case ">" -> Values.compare(a, b) > 0;
            default -> Values.compare(a, b) >= 0;
        };
    }

    private Expression sum() {
        Expression left = concatenation();
        while (tokens.isOperator("+") || tokens.isOperator("-")) {
            left = arithmetic(tokens.take().text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Expression left = product();
        while (tokens.takeOperator("~")) {
            Expression a = left;
            Expression b = product();
            left = scope -> {
                Budget budget = scope.budget();
                return Values.arithmetic(
                        "+", Values.text(a.value(scope), budget), Values.text(b.value(scope), budget), budget);
            };
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (tokens.isOperator("*") || tokens.isOperator("/") || tokens.isOperator("//") || tokens.isOperator("%")) {
            left = arithmetic(tokens.take().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (tokens.takeOperator("**")) {
            left = arithmetic("**", left, unary(true));
        }
        return left;
    }

    private static Expression arithmetic(String operator, Expression left, Expression right) {
        return scope -> {
            scope.budget().step();
            return Values.arithmetic(operator, left.value(scope), right.value(scope), scope.budget());
        };
    }

    private Expression unary(boolean withFilters) {
        Expression value;
        if (tokens.isOperator("-") || tokens.isOperator("+")) {
            boolean negative = tokens.take().text().equals("-");
            if (++depth > MAX_DEPTH) {
                throw tokens.error("it is nested deeper than " + MAX_DEPTH);
            }
            Expression operand = unary(false);
            depth--;
            value = arithmetic(negative ? "-" : "+", scope -> 0L, operand);
        } else {
            value = postfix(primary());
        }
        return withFilters ? filtered(value) : value;
    }

    private Expression primary() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case NAME -> name(token.text());
            case STRING -> string(token);
            case INTEGER -> constant(whole(token));
            case REAL -> constant(Double.valueOf(token.text()));
            case OPERATOR -> bracket(token);
            default -> throw tokens.error(token, "an expression is missing");
        };
    }

    private static Expression constant(@Nullable Object value) {
        return scope -> value;
    }

    private Long whole(Token token) {
        try {
            return Long.valueOf(token.text());
        } catch (NumberFormatException e) {
            throw tokens.error(token, "the number " + token.text() + " is too large");
        }
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> constant(true);
            case "false", "False" -> constant(false);
            case "none", "None" -> constant(null);
            default ->
                scope -> {
                    scope.budget().step();
                    return scope.get(name);
                };
        };
    }

    private Expression string(Token first) {
        StringBuilder text = new StringBuilder(first.text());
        while (tokens.peek().kind() == Token.Kind.STRING) {
            text.append(tokens.take().text());
        }
        return constant(text.toString());
    }

    private Expression bracket(Token token) {
        switch (token.text()) {
            case "(" -> {
                if (tokens.takeOperator(")")) {
                    return list(List.of());
                }
                Expression first = expression();
                if (tokens.takeOperator(")")) {
                    return first;
                }
                tokens.requireOperator(",");
                List<Expression> elements = new ArrayList<>(List.of(first));
                elements.addAll(elements(")"));
                return list(elements);
            }
            case "[" -> {
                return list(elements("]"));
            }
            case "{" -> {
                return mapping();
            }
            default -> throw tokens.error(token, "an expression cannot begin with " + token.text());
        }
    }

    private List<Expression> elements(String end) {
        List<Expression> elements = new ArrayList<>();
        while (!tokens.takeOperator(end)) {
            elements.add(expression());
            if (!tokens.isOperator(end)) {
                tokens.requireOperator(",");
            }
        }
        return elements;
    }

    private static Expression list(List<Expression> elements) {
        return scope -> {
            scope.budget().elements(elements.size());
            List<@Nullable Object> values = new ArrayList<>();
            elements.forEach(element -> values.add(element.value(scope)));
            return values;
        };
    }

    private Expression mapping() {
        Map<Expression, Expression> entries = new LinkedHashMap<>();
        while (!tokens.takeOperator("}")) {
            Expression key = expression();
            tokens.requireOperator(":");
            entries.put(key, expression());
            if (!tokens.isOperator("}")) {
                tokens.requireOperator(",");
            }
        }
        return scope -> {
            scope.budget().elements(entries.size());
            Map<Object, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((key, value) -> {
                if (!(key.value(scope) instanceof String text)) {
                    throw new TemplateException("the key of a mapping must be a text");
                }
                values.put(text, value.value(scope));
            });
            return values;
        };
    }

    private Expression postfix(Expression first) {
        Expression value = first;
        while (true) {
            Expression target = value;
            if (tokens.takeOperator(".")) {
                Token name = tokens.take();
                value = attribute(target, name);
            } else if (tokens.takeOperator("[")) {
                value = subscript(target);
            } else if (tokens.isOperator("(")) {
                value = call(target);
            } else {
                return value;
            }
        }
    }

    private Expression attribute(Expression target, Token name) {
        if (name.kind() == Token.Kind.INTEGER) {
            Long index = whole(name);
            return scope -> Values.item(target.value(scope), index);
        }
        if (name.kind() != Token.Kind.NAME) {
            throw tokens.error(name, "a name must follow a dot");
        }
        return scope -> {
            scope.budget().step();
            return attribute(target.value(scope), name.text());
        };
    }

    private static @Nullable Object attribute(@Nullable Object value, String name) {
        if (value instanceof Namespace namespace) {
            return namespace.get(name);
        }
        Callable method = null;
        if (value instanceof Map<?, ?> map) {
            method = Mappings.method(map, name);
        } else if (value instanceof String text) {
            method = Texts.method(text, name);
        }
        return method == null ? Values.item(value, name) : method;
    }

    private Expression subscript(Expression target) {
        Expression from = tokens.isOperator(":") ? null : expression();
        if (!tokens.isOperator(":")) {
            tokens.requireOperator("]");
            if (from == null) {
                throw tokens.error("a subscript is empty");
            }
            return scope -> {
                Object value = target.value(scope);
                Object key = from.value(scope);
                return value instanceof Namespace namespace && key instanceof String name
                        ? namespace.get(name)
                        : Values.item(value, key);
            };
        }
        tokens.take();
        Expression to = tokens.isOperator(":") || tokens.isOperator("]") ? null : expression();
        Expression by = tokens.takeOperator(":") && !tokens.isOperator("]") ? expression() : null;
        tokens.requireOperator("]");
        return scope -> Values.slice(
                target.value(scope), optional(from, scope), optional(to, scope), optional(by, scope), scope.budget());
    }

    private static @Nullable Object optional(@Nullable Expression part, Scope scope) {
        return part == null ? null : part.value(scope);
    }

    private Expression call(Expression target) {
        ParsedArguments arguments = arguments();
        return scope -> {
            scope.budget().step();
            Object function = target.value(scope);
            if (function instanceof Callable callable) {
                return callable.call(scope, arguments.evaluate(scope));
            }
            if (function instanceof Undefined undefined) {
                throw new TemplateException(undefined.name() + " is undefined, or not supported, and is called");
            }
            throw new TemplateException(Values.kind(function) + " cannot be called");
        };
    }

    /** Arguments before they are computed. */
    private record ParsedArguments(List<Expression> positional, Map<String, Expression> named) {
        Arguments evaluate(Scope scope) {
            List<@Nullable Object> values = new ArrayList<>();
            positional.forEach(argument -> values.add(argument.value(scope)));
            Map<String, @Nullable Object> byName = new LinkedHashMap<>();
            named.forEach((name, argument) -> byName.put(name, argument.value(scope)));
            return new Arguments(values, byName);
        }
    }

    private ParsedArguments arguments() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        tokens.requireOperator("(");
        while (!tokens.takeOperator(")")) {
            if (tokens.peek().kind() == Token.Kind.NAME && tokens.peekNext().is(Token.Kind.OPERATOR, "=")) {
                String name = tokens.take().text();
                tokens.take();
                named.put(name, expression());
            } else {
                positional.add(expression());
            }
            if (!tokens.isOperator(")")) {
                tokens.requireOperator(",");
            }
        }
        return new ParsedArguments(positional, named);
    }

    private Expression filtered(Expression first) {
        Expression value = first;
        while (true) {
            if (tokens.takeOperator("|")) {
                value = filter(value);
            } else if (tokens.takeName("is")) {
                value = test(value);
            } else if (tokens.isOperator("(")) {
                value = call(value);
            } else {
                return value;
            }
        }
    }

    private Expression filter(Expression value) {
        Token name = tokens.requireName();
        Filters.Filter filter = Filters.named(name.text(), name.line());
        ParsedArguments arguments = tokens.isOperator("(") ? arguments() : new ParsedArguments(List.of(), Map.of());
        return scope -> {
            scope.budget().step();
            return filter.apply(value.value(scope), arguments.evaluate(scope), scope.budget());
        };
    }

    private Expression test(Expression value) {
        boolean negated = tokens.takeName("not");
        Token name = tokens.requireName();
        Tests.Test test = Tests.named(name.text(), name.line());
        ParsedArguments arguments = testArguments();
        return scope -> {
            scope.budget().step();
            return test.holds(value.value(scope), arguments.evaluate(scope), scope.budget()) != negated;
        };
    }

    /** The arguments of a test, a single one also without brackets. */
    private ParsedArguments testArguments() {
        if (tokens.isOperator("(")) {
            return arguments();
        }
        Token next = tokens.peek();
        boolean follows = switch (next.kind()) {
            case STRING, INTEGER, REAL -> true;
            case NAME -> !AFTER_TESTS.contains(next.text());
            case OPERATOR -> next.text().equals("[") || next.text().equals("{");
            default -> false;
        };
        return new ParsedArguments(follows ? List.of(postfix(primary())) : List.of(), Map.of());
    }
}
