package org.rlvr4j.verifiers.math.expression;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.NamedSet;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Root;
import org.rlvr4j.verifiers.math.expression.Expression.Sum;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Text;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads what cannot be cut further: numbers, symbols, fractions, radicals, groups. */
final class AtomParser {

    private final Grammar grammar;
    private final TokenCursor cursor;
    private final SymbolReader symbols;

    AtomParser(Grammar grammar) {
        this.grammar = grammar;
        cursor = grammar.cursor;
        symbols = new SymbolReader(grammar.cursor);
    }

    Expression atom() {
        return switch (cursor.peek().kind()) {
            case NUMBER -> number();
            case LETTER -> letter();
            case WORD -> word();
            case GROUP -> grammar.brackets.group();
            case FRACTION -> fraction();
            case RADICAL -> radical();
            case BINOMIAL -> binomial();
            case FUNCTION -> grammar.functions.function();
            case BIG_OPERATOR -> grammar.functions.bigOperator();
            case INTEGRAL -> grammar.functions.integral();
            case LIMIT -> grammar.functions.limit();
            case INFINITY -> {
                cursor.take();
                yield new Constant(Constant.Known.INFINITY);
            }
            case ELLIPSIS -> {
                cursor.take();
                yield new Symbol("ldots");
            }
            case NAMED_SET ->
                SetOperations.restricted(
                        new NamedSet(NamedSet.Name.valueOf(cursor.take().text())), cursor);
            case ACCENT -> accent();
            case BEGIN, MATRIX_MACRO -> grammar.tables.table();
            case UNDERSCORE, CARET -> prescript();
            case LEFT_PARENTHESIS,
                    LEFT_BRACKET,
                    RIGHT_BRACKET,
                    LEFT_BRACE,
                    LEFT_ANGLE,
                    LEFT_BAR,
                    BAR,
                    LEFT_DOUBLE_BAR,
                    DOUBLE_BAR,
                    LEFT_FLOOR,
                    LEFT_CEILING -> grammar.brackets.bracket();
            case UNKNOWN -> throw cursor.failure("nothing that mathematics knows");
            default -> throw cursor.failure("expected a value");
        };
    }

    private Expression number() {
        Expression based = BasedNumbers.read(cursor);
        if (based != null) {
            return based;
        }
        Token token = cursor.take();
        Numeral whole = Numbers.numeral(token.text(), token.position());
        Expression fraction = properFraction(token);
        return fraction == null ? whole : new Sum(List.of(whole, fraction));
    }

    /** Reads the fraction of a mixed number: {@code 2\frac13}, {@code 2 1/3}. */
    private @Nullable Expression properFraction(Token whole) {
        if (!Numbers.isInteger(whole.text())) {
            return null;
        }
        if (cursor.at(Kind.FRACTION) && isNumericFraction()) {
            return fraction();
        }
        if (!isSlashFraction()) {
            return null;
        }
        Expression above = numeral(cursor.take());
        cursor.take();
        return new Quotient(above, numeral(cursor.take()));
    }

    private static Numeral numeral(Token token) {
        return Numbers.numeral(token.text(), token.position());
    }

    private boolean isSlashFraction() {
        return cursor.at(Kind.NUMBER)
                && cursor.peek().spaced()
                && cursor.at(Kind.SLASH, 1)
                && cursor.at(Kind.NUMBER, 2)
                && isProper(cursor.peek().text(), cursor.peek(2).text());
    }

    /** Looks ahead at {@code \frac13}, <code>\frac{1}{3}</code> and what lies between, without a power behind it. */
    private boolean isNumericFraction() {
        if (cursor.at(Kind.NUMBER, 1) && cursor.peek(1).text().length() == 2) {
            String digits = cursor.peek(1).text();
            return isProper(digits.substring(0, 1), digits.substring(1)) && !cursor.at(Kind.CARET, 2);
        }
        int below = operandEnd(1, true);
        int end = below < 0 ? -1 : operandEnd(below, false);
        return end > 0 && isProper(operand(1), operand(below)) && !cursor.at(Kind.CARET, end);
    }

    private int operandEnd(int ahead, boolean single) {
        if (cursor.at(Kind.GROUP, ahead)) {
            return cursor.at(Kind.NUMBER, ahead + 1) && cursor.at(Kind.END_GROUP, ahead + 2) ? ahead + 3 : -1;
        }
        boolean digits = cursor.at(Kind.NUMBER, ahead)
                && (!single || cursor.peek(ahead).text().length() == 1);
        return digits ? ahead + 1 : -1;
    }

    private String operand(int ahead) {
        Token token = cursor.at(Kind.GROUP, ahead) ? cursor.peek(ahead + 1) : cursor.peek(ahead);
        return cursor.at(Kind.GROUP, ahead) ? token.text() : token.text().substring(0, 1);
    }

    private static boolean isProper(String above, String below) {
        boolean integers = Numbers.isInteger(above) && Numbers.isInteger(below) && !above.equals("0");
        return integers
                && (above.length() < below.length()
                        || (above.length() == below.length() && above.compareTo(below) < 0));
    }

    private Expression letter() {
        Expression based = BasedNumbers.read(cursor);
        if (based != null) {
            return based;
        }
        Expression combinations = grammar.functions.namedCombinations();
        if (combinations != null) {
            return combinations;
        }
        Token token = cursor.take();
        return named(token.text());
    }

    /** Finishes a symbol with its scripts; a function's symbol takes its arguments. */
    private Expression named(String name) {
        String full = symbols.withScripts(name);
        Expression applied = grammar.functions.application(full);
        if (applied != null) {
            return applied;
        }
        if (!full.equals(name)) {
            return new Symbol(full);
        }
        return switch (name) {
            case "pi" -> new Constant(Constant.Known.PI);
            case "e" -> new Constant(Constant.Known.E);
            case "i" -> imaginaryUnit();
            default -> new Symbol(full);
        };
    }

    private Expression imaginaryUnit() {
        return grammar.sumsOverI > 0 ? new Symbol("i") : new Constant(Constant.Known.I);
    }

    private Expression word() {
        Expression based = BasedNumbers.read(cursor);
        if (based != null) {
            return based;
        }
        String name = cursor.take().text();
        if (name.length() == 1) {
            return named(name);
        }
        if (Vocabulary.isConnective(name)) {
            throw cursor.failure("words without a statement");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        Expression meaning = Words.meaning(lower);
        return meaning instanceof Text ? named(lower) : meaning;
    }

    private Expression fraction() {
        cursor.take();
        Expression numerator = argument();
        Expression denominator = argument();
        return new Quotient(numerator, denominator);
    }

    private Expression binomial() {
        cursor.take();
        Expression upper = argument();
        Expression lower = argument();
        return new Apply("binomial", List.of(upper, lower));
    }

    /** Reads the argument of a command: a group, a digit, a letter or a command. */
    Expression argument() {
        cursor.enter();
        Expression argument;
        if (cursor.accept(Kind.GROUP)) {
            argument = grammar.brackets.inside(() -> grammar.brackets.groupContent());
        } else if (cursor.at(Kind.NUMBER)) {
            Token digit = cursor.takeDigit();
            argument = Numbers.numeral(digit.text(), digit.position());
        } else if (cursor.at(Kind.LETTER)) {
            argument = letterAlone();
        } else if (cursor.at(Kind.MINUS) && cursor.at(Kind.NUMBER, 1)) {
            cursor.take();
            Token digit = cursor.takeDigit();
            argument = new Expression.Negation(Numbers.numeral(digit.text(), digit.position()));
        } else {
            argument = atom();
        }
        cursor.leave();
        return ScalarParser.scalar(argument);
    }

    private Expression letterAlone() {
        return switch (cursor.peek().text()) {
            case "pi" -> {
                cursor.take();
                yield new Constant(Constant.Known.PI);
            }
            case "e" -> {
                cursor.take();
                yield new Constant(Constant.Known.E);
            }
            case "i" -> {
                cursor.take();
                yield imaginaryUnit();
            }
            default -> new Symbol(cursor.take().text());
        };
    }

    /** Reads a radical; {@code \sqrt 12} is √12, since that is what people mean. */
    private Expression radical() {
        Token token = cursor.take();
        Expression index = Numeral.of(token.text().equals("3") ? 3 : 2);
        cursor.enter();
        if (cursor.accept(Kind.LEFT_BRACKET)) {
            index = grammar.brackets.inside(grammar.scalars::sum);
            cursor.expect(Kind.RIGHT_BRACKET, "]");
        }
        Expression radicand;
        if (cursor.at(Kind.NUMBER)) {
            Token number = cursor.take();
            radicand = Numbers.numeral(number.text(), number.position());
        } else {
            radicand = ScalarParser.scalar(argument());
        }
        cursor.leave();
        return new Root(radicand, index);
    }

    private Expression accent() {
        String accent = cursor.take().text();
        if (accent.equals("bar") && !symbols.isName()) {
            return new Apply("conj", FunctionParser.elements(argument()));
        }
        String name = symbols.group();
        if (!SymbolReader.isScripted(name)) {
            throw cursor.failure("more than a name under an accent");
        }
        return named(accent + " " + name);
    }

    /** Reads {@code _nC_k} and <code>^nC_k</code>. */
    private Expression prescript() {
        cursor.take();
        Expression upper = argument();
        boolean letter = cursor.at(Kind.LETTER) || cursor.at(Kind.WORD);
        String name = cursor.peek().text();
        if (!letter || !(name.equals("C") || name.equals("P")) || !cursor.at(Kind.UNDERSCORE, 1)) {
            throw cursor.failure("a script before its base");
        }
        cursor.take();
        cursor.take();
        Expression lower = argument();
        return new Apply(name.equals("C") ? "binomial" : "permutations", List.of(upper, lower));
    }
}
