package org.rlvr4j.verifiers.math.expression;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One mathematical answer as it was written, without any simplification.
 *
 * <p>The tree keeps what was written apart from what it means: {@code 50\%}, {@code 0.5} and {@code \frac12} are three
 * trees, and whether they are equal is decided by comparison, under a policy. Only notation that never carries meaning is
 * gone: spaces, sizes of brackets, fonts of letters, thousands separators.
 *
 * <p>Trees are immutable and have value equality: equal trees were written alike.
 */
public sealed interface Expression {

    // ------------------------------------------------------------------------------------------------ scalars

    /**
     * A number that was written with digits.
     *
     * @param value its exact value; {@code 0.\overline{9}} is 1
     * @param decimals how many digits stood after the decimal point, or −1 for an integer or a repeating decimal: an exact
     *     number; the digits of {@code 3.20} are 2, of {@code 3.2e-4} are 5 (0.00032)
     */
    record Numeral(Rational value, int decimals) implements Expression {
        /** Checks. */
        public Numeral {
            Objects.requireNonNull(value, "value");
            if (decimals < -1) {
                throw new IllegalArgumentException("decimals must be at least -1, got " + decimals);
            }
        }

        /**
         * Makes an exact integer.
         *
         * @param integer its value
         * @return the number
         */
        public static Numeral of(long integer) {
            return new Numeral(Rational.of(integer), -1);
        }

        /**
         * Makes an exact integer.
         *
         * @param integer its value
         * @return the number
         */
        public static Numeral of(BigInteger integer) {
            return new Numeral(new Rational(integer, BigInteger.ONE), -1);
        }
    }

    /**
     * A numeral in a stated base other than ten, such as {@code 1011_2} or {@code A3_{16}}.
     *
     * @param digits the digits as written, upper case, perhaps with a point and a sign
     * @param base 2 to 36
     */
    record BasedNumeral(String digits, int base) implements Expression {}

    /**
     * A constant with a fixed meaning.
     *
     * @param known which
     */
    record Constant(Known known) implements Expression {
        /** The constants. */
        public enum Known {
            /** The circle's circumference over its diameter. */
            PI,
            /** Euler's number: the letter e where it is not a subscripted or primed symbol. */
            E,
            /** The imaginary unit: the letter i where it is not a subscripted or primed symbol, and {@code \mathrm{i}}. */
            I,
            /** Positive infinity; the negative one is a {@link Negation}. */
            INFINITY,
            /** "Undefined" or "does not exist" as an answer in words. */
            UNDEFINED
        }
    }

    /**
     * A variable or another named quantity.
     *
     * @param name canonical: a letter or LaTeX name without its backslash, then {@code _} and the subscript in canonical
     *     text, then primes: {@code x}, {@code alpha}, {@code x_1}, {@code a_{n+1}}, {@code f'}, {@code theta_0''}; an
     *     accent precedes: {@code vec a}, {@code bar x}, {@code hat k}
     */
    record Symbol(String name) implements Expression {}

    /**
     * A sum; a difference is a sum with a {@link Negation}, and {@code a ± b} one with a {@link PlusMinus}.
     *
     * @param terms two or more
     */
    record Sum(List<Expression> terms) implements Expression {
        /** Copies. */
        public Sum {
            terms = List.copyOf(terms);
        }
    }

    /**
     * A product, explicit or implied.
     *
     * @param factors two or more
     */
    record Product(List<Expression> factors) implements Expression {
        /** Copies. */
        public Product {
            factors = List.copyOf(factors);
        }
    }

    /**
     * A quotient: a fraction, a slash, ÷.
     *
     * @param numerator above
     * @param denominator below
     */
    record Quotient(Expression numerator, Expression denominator) implements Expression {}

    /**
     * A power.
     *
     * @param base what is raised
     * @param exponent to what
     */
    record Power(Expression base, Expression exponent) implements Expression {}

    /**
     * A radical.
     *
     * @param radicand what is under it
     * @param index its index; 2 for a square root
     */
    record Root(Expression radicand, Expression index) implements Expression {}

    /**
     * The additive inverse.
     *
     * @param operand what is negated
     */
    record Negation(Expression operand) implements Expression {}

    /**
     * {@code ± x} or {@code ∓ x}: stands for two values.
     *
     * @param operand what follows the sign
     * @param minusFirst whether the sign is ∓
     */
    record PlusMinus(Expression operand, boolean minusFirst) implements Expression {}

    /**
     * A function applied to arguments.
     *
     * <p>Names of known functions: {@code sin cos tan cot sec csc}, {@code arcsin arccos arctan arccot arcsec arccsc}
     * (also for {@code \sin^{-1}}), {@code sinh cosh tanh coth sech csch}, {@code arsinh arcosh artanh}, {@code exp}, {@code ln},
     * {@code log} (one argument: base unstated; two: the second is the base), {@code lg}, {@code abs}, {@code floor},
     * {@code ceil}, {@code factorial}, {@code doublefactorial}, {@code binomial} (n, k), {@code permutations} (n, k), {@code gcd},
     * {@code lcm}, {@code min}, {@code max}, {@code mod} (a, m), {@code re}, {@code im}, {@code arg}, {@code conj}, {@code
     * sgn}, {@code det}, {@code norm}, {@code transpose}, {@code tr}, {@code dim}, {@code deg}, {@code ker}, {@code cis}. Any other
     * name is an unknown function such as {@code f}, {@code f'}, {@code f^{-1}}.
     *
     * @param function canonical name
     * @param arguments one or more
     */
    record Apply(String function, List<Expression> arguments) implements Expression {
        /** Copies. */
        public Apply {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A sum, product, integral or limit over a bound variable.
     *
     * @param binder which
     * @param variable the bound variable's name as in {@link Symbol}
     * @param lower lower bound, or where a limit goes; empty for an indefinite integral
     * @param upper upper bound; empty for an indefinite integral and a limit
     * @param body what is summed; may hold the variable
     */
    record Bound(
            Binder binder, String variable, Optional<Expression> lower, Optional<Expression> upper, Expression body)
            implements Expression {
        /** Which operator binds. */
        public enum Binder {
            /** Σ. */
            SUM,
            /** Π. */
            PRODUCT,
            /** ∫ … d variable. */
            INTEGRAL,
            /** lim. */
            LIMIT
        }
    }

    /**
     * A function by cases.
     *
     * @param cases in order
     */
    record Piecewise(List<Case> cases) implements Expression {
        /** Copies. */
        public Piecewise {
            cases = List.copyOf(cases);
        }

        /**
         * One case.
         *
         * @param value the value
         * @param condition where; {@link Empty} or the text {@code otherwise} for the rest
         */
        public record Case(Expression value, Expression condition) {}
    }

    // -------------------------------------------------------------------------------------- scalars with a measure

    /**
     * A percentage.
     *
     * @param value the number before the sign: 50 for {@code 50\%}
     */
    record Percent(Expression value) implements Expression {}

    /**
     * An amount of money.
     *
     * @param amount the number
     * @param currency canonical name: {@code dollar}, {@code euro}, {@code pound}, {@code yen}, {@code cent}, {@code rupee} …
     */
    record Money(Expression amount, String currency) implements Expression {}

    /**
     * A number with a unit of measurement, degrees included.
     *
     * @param value the number
     * @param unit factors in the order written, one or more
     */
    record Quantity(Expression value, List<UnitPower> unit) implements Expression {
        /** Copies. */
        public Quantity {
            unit = List.copyOf(unit);
        }

        /**
         * One factor of a unit.
         *
         * @param unit canonical name that {@link Units} knows, such as {@code centimetre}; or any other counted noun in the
         *     singular and lower case, such as {@code apple}
         * @param power its exponent, negative below a fraction bar or after "per"
         */
        public record UnitPower(String unit, Rational power) {}
    }

    /**
     * A ratio {@code a:b} or {@code a:b:c}.
     *
     * @param parts two or more
     */
    record Ratio(List<Expression> parts) implements Expression {
        /** Copies. */
        public Ratio {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A time of day, such as {@code 3:45 p.m.}; without a half of the day {@code 3:45} is a {@link Ratio}.
     *
     * @param hour 0 to 23, the half of the day already counted in where it was given
     * @param minute 0 to 59
     * @param half whether a.m. or p.m. was written
     */
    record ClockTime(int hour, int minute, boolean half) implements Expression {}

    // --------------------------------------------------------------------------------------------- statements

    /**
     * A chain of relations, such as {@code y = 2x + 1} or {@code 0 < x \le 5}.
     *
     * @param operands one more than operators
     * @param operators between them
     */
    record Relation(List<Expression> operands, List<Operator> operators) implements Expression {
        /** Checks and copies. */
        public Relation {
            operands = List.copyOf(operands);
            operators = List.copyOf(operators);
            if (operators.isEmpty() || operands.size() != operators.size() + 1) {
                throw new IllegalArgumentException(
                        "a relation of " + operators.size() + " operators has " + operands.size() + " operands");
            }
        }

        /** What stands between two operands. */
        public enum Operator {
            /** =, also ≡ without a modulus. */
            EQUAL,
            /** ≠. */
            NOT_EQUAL,
            /** &lt;. */
            LESS,
            /** ≤. */
            LESS_OR_EQUAL,
            /** &gt;. */
            GREATER,
            /** ≥. */
            GREATER_OR_EQUAL,
            /** ∈. */
            ELEMENT_OF,
            /** ∉. */
            NOT_ELEMENT_OF,
            /** ⊂ or ⊆. */
            SUBSET,
            /** ≈. */
            APPROXIMATELY,
            /** ∝. */
            PROPORTIONAL,
            /** | between integers. */
            DIVIDES,
            /** ∥. */
            PARALLEL,
            /** ⊥. */
            PERPENDICULAR,
            /** →, also ↦. */
            MAPS_TO
        }
    }

    /**
     * A congruence {@code a ≡ b (mod m)}.
     *
     * @param left before ≡
     * @param right after ≡
     * @param modulus the modulus
     */
    record Congruence(Expression left, Expression right, Expression modulus) implements Expression {}

    /**
     * Statements that hold together: a brace of equations, lines of {@code aligned}, or joined by "and" or ∧.
     *
     * @param statements two or more
     */
    record Conjunction(List<Expression> statements) implements Expression {
        /** Copies. */
        public Conjunction {
            statements = List.copyOf(statements);
        }
    }

    /**
     * Statements or values of which one holds: joined by "or" or ∨.
     *
     * @param alternatives two or more
     */
    record Disjunction(List<Expression> alternatives) implements Expression {
        /** Copies. */
        public Disjunction {
            alternatives = List.copyOf(alternatives);
        }
    }

    // --------------------------------------------------------------------------------------------- collections

    /**
     * A set by its elements, {@code \{1, 2\}}.
     *
     * @param elements as written, also repeated; none for {@code \{\}}
     */
    record SetOf(List<Expression> elements) implements Expression {
        /** Copies. */
        public SetOf {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A set by a condition, {@code \{x \in \mathbb R : x > 2\}}.
     *
     * @param element what stands before the bar
     * @param condition what stands after it; a condition before the bar ({@code x ∈ ℝ}) is joined by {@link Conjunction}
     */
    record SetBuilder(Expression element, Expression condition) implements Expression {}

    /**
     * A set with a name.
     *
     * @param name which
     */
    record NamedSet(Name name) implements Expression {
        /** The sets. */
        public enum Name {
            /** ∅. */
            EMPTY,
            /** ℕ. */
            NATURALS,
            /** ℤ. */
            INTEGERS,
            /** ℚ. */
            RATIONALS,
            /** ℝ; also "all real numbers". */
            REALS,
            /** ℂ. */
            COMPLEXES
        }
    }

    /**
     * A union, intersection or difference.
     *
     * @param kind which
     * @param operands two or more; a difference has two
     */
    record SetOperation(Kind kind, List<Expression> operands) implements Expression {
        /** Copies. */
        public SetOperation {
            operands = List.copyOf(operands);
        }

        /** Which. */
        public enum Kind {
            /** ∪. */
            UNION,
            /** ∩. */
            INTERSECTION,
            /** \. */
            DIFFERENCE
        }
    }

    /**
     * An interval whose brackets say so: at least one square bracket ({@code [a,b]}, {@code [a,b)}, {@code ]a,b[}), or an
     * infinite end. {@code (a,b)} of finite ends is a {@link Tuple}, and may turn out to be an interval in comparison.
     *
     * @param lower the left end
     * @param lowerClosed whether it belongs
     * @param upper the right end
     * @param upperClosed whether it belongs
     */
    record Interval(Expression lower, boolean lowerClosed, Expression upper, boolean upperClosed)
            implements Expression {}

    /**
     * Ordered, in round or angle brackets: {@code (1, 2, 3)}.
     *
     * @param elements two or more
     */
    record Tuple(List<Expression> elements) implements Expression {
        /** Copies. */
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    /**
     * Values in a row without brackets ({@code 1, 2, 3} or {@code 1 and 2}), or in square brackets when they are not two.
     *
     * @param elements two or more; one for {@code [5]}
     * @param bracketed whether square brackets stood around
     */
    record Sequence(List<Expression> elements, boolean bracketed) implements Expression {
        /** Copies. */
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A matrix or a column or row vector, of every environment and of {@code [[…],[…]]}; a determinant is {@code Apply("det")}
     * of one.
     *
     * @param rows equally long, at least one of at least one entry
     */
    record Matrix(List<List<Expression>> rows) implements Expression {
        /** Checks and copies. */
        public Matrix {
            rows = rows.stream().map(List::copyOf).toList();
            int columns = rows.isEmpty() ? 0 : rows.get(0).size();
            if (columns == 0 || rows.stream().anyMatch(row -> row.size() != columns)) {
                throw new IllegalArgumentException("a matrix needs equally long rows of at least one entry");
            }
        }
    }

    // --------------------------------------------------------------------------------------------- words

    /**
     * Words.
     *
     * @param words canonical: Unicode-normalised, lower case, single spaces, no surrounding punctuation, no leading article
     */
    record Text(String words) implements Expression {}

    /**
     * Chosen letters of a multiple-choice question.
     *
     * @param letters upper case A to J, one or more
     * @param content what stood beside a single letter, as 45 in {@code C) 45}
     */
    record Choice(SortedSet<Character> letters, Optional<Expression> content) implements Expression {}

    /** Nothing: an empty answer. */
    record Empty() implements Expression {}
}
