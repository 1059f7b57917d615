package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.ComparisonOptions;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Rational;

/** One comparison of two answers: chooses by their kinds how to compare them. */
public final class AnswerComparison {

    private static final String INFINITELY_MANY = "infinitely many solutions";

    private final ComparisonOptions options;
    private final Budget budget;
    private final Nodes nodes;
    private final ScalarComparison scalars;
    private final RelationComparison relations;
    private final MatrixAlgebra matrices;

    /**
     * Prepares a comparison.
     *
     * @param options the policies
     */
    public AnswerComparison(ComparisonOptions options) {
        this.options = options;
        this.budget = new Budget(options.stepBudget());
        this.nodes = new Nodes(budget);
        this.scalars = new ScalarComparison(options, nodes);
        this.relations = new RelationComparison(this, nodes, scalars);
        this.matrices = new MatrixAlgebra(budget);
    }

    /**
     * Compares; for one call only, since the budget is spent.
     *
     * @param gold the gold answer
     * @param prediction the answer to judge
     * @return what was found
     */
    public Comparison run(Expression gold, Expression prediction) {
        try {
            return compare(gold, prediction);
        } catch (Halt halt) {
            return switch (halt.why()) {
                case BUDGET -> Findings.undecided("the step budget ended");
                case NOT_SCALAR -> Findings.different(": answers of kinds that cannot be compared");
                case IMPRECISE -> Findings.undecided("a value is beyond what can be evaluated");
                case UNDEFINED -> Findings.different(": a value is undefined");
            };
        }
    }

    Comparison compare(Expression gold, Expression prediction) {
        budget.spend(1);
        if (gold.equals(prediction)) {
            return Findings.equal("as written");
        }
        if (isPlainScalar(gold) && isPlainScalar(prediction)) {
            return scalar(gold, prediction);
        }
        @Nullable Comparison special = special(gold, prediction);
        return special != null ? special : statementsOrValues(gold, prediction);
    }

    private static boolean isPlainScalar(Expression expression) {
        return expression instanceof Expression.Numeral
                || expression instanceof Expression.Quotient
                || expression instanceof Expression.Negation;
    }

    // -------------------------------------------------------------------------------------- words, choices, nothing

    private @Nullable Comparison special(Expression gold, Expression prediction) {
        if (gold instanceof Expression.Empty || prediction instanceof Expression.Empty) {
            return Findings.different(": one answer is empty");
        }
        if (gold instanceof Expression.Choice || prediction instanceof Expression.Choice) {
            return choices(gold, prediction);
        }
        @Nullable String left = prediction instanceof Expression.Text ? Words.spelled(gold) : Words.of(gold);
        @Nullable String right = gold instanceof Expression.Text ? Words.spelled(prediction) : Words.of(prediction);
        boolean symbols = gold instanceof Expression.Symbol && prediction instanceof Expression.Symbol;
        if (left != null && right != null && !symbols) {
            return left.equals(right) ? Findings.equal("by words") : Findings.different(": " + left + " vs " + right);
        }
        if (gold instanceof Expression.Text || prediction instanceof Expression.Text) {
            return textAndOther(gold, prediction);
        }
        if (gold instanceof Expression.ClockTime || prediction instanceof Expression.ClockTime) {
            return clocks(gold, prediction);
        }
        return infinities(gold, prediction);
    }

    private Comparison textAndOther(Expression gold, Expression prediction) {
        Expression other = gold instanceof Expression.Text ? prediction : gold;
        Expression text = gold instanceof Expression.Text ? gold : prediction;
        if (Infinities.sign(other) > 0 && INFINITELY_MANY.equals(Words.of(text))) {
            return Findings.equal("as infinity");
        }
        @Nullable Collected collected = Collected.of(other);
        boolean single = collected != null && collected.elements().size() == 1 && options.singletonAsElement();
        Solution solution = Solution.of(other);
        if (single && collected != null) {
            return compare(text, collected.elements().get(0));
        }
        return solution.name() != null && solution.value() != other && options.assignmentAsValue()
                ? compare(text, solution.value())
                : Findings.different(": words vs another kind of answer");
    }

    private @Nullable Comparison infinities(Expression gold, Expression prediction) {
        int left = Infinities.sign(gold);
        int right = Infinities.sign(prediction);
        if (left == 0 && right == 0) {
            return null;
        }
        if (left != 0 && right != 0) {
            return left == right ? Findings.equal("as infinity") : Findings.different(": infinities of other sign");
        }
        Expression finite = left != 0 ? prediction : gold;
        boolean wrapped = finite instanceof Expression.Relation || Collected.of(finite) != null;
        return wrapped ? null : Findings.different(": infinity vs a finite value");
    }

    private Comparison choices(Expression gold, Expression prediction) {
        if (gold instanceof Expression.Choice left && prediction instanceof Expression.Choice right) {
            return left.letters().equals(right.letters())
                    ? Findings.equal("by choice")
                    : Findings.different(": choice " + left.letters() + " vs " + right.letters());
        }
        boolean goldChosen = gold instanceof Expression.Choice;
        Expression.Choice choice = (Expression.Choice) (goldChosen ? gold : prediction);
        Expression other = goldChosen ? prediction : gold;
        @Nullable Set<Character> letters = letters(other, true);
        if (letters != null) {
            return letters.equals(choice.letters())
                    ? Findings.equal("by choice")
                    : Findings.different(": choice " + choice.letters() + " vs " + letters);
        }
        if (choice.content().isEmpty()) {
            return Findings.different(": a choice vs another kind of answer");
        }
        return goldChosen
                ? compare(choice.content().get(), prediction)
                : compare(gold, choice.content().get());
    }

    /** Reads letters of choices that were taken for symbols or words; lower case only against a gold choice. */
    private static @Nullable Set<Character> letters(Expression expression, boolean lowerCase) {
        if (expression instanceof Expression.Symbol || expression instanceof Expression.Text) {
            String name = expression instanceof Expression.Symbol symbol
                    ? symbol.name()
                    : ((Expression.Text) expression).words().toUpperCase(Locale.ROOT);
            String upper = lowerCase ? name.toUpperCase(Locale.ROOT) : name;
            return upper.length() == 1 || expression instanceof Expression.Text ? spelled(upper) : null;
        }
        if (lowerCase && expression instanceof Expression.Constant constant) {
            return switch (constant.known()) {
                case E -> Set.of('E');
                case I -> Set.of('I');
                default -> null;
            };
        }
        @Nullable
        Collected collected = expression instanceof Expression.Product product
                ? new Collected(Collected.Kind.BARE, product.factors())
                : Collected.of(expression);
        if (collected == null || collected.elements().isEmpty()) {
            return null;
        }
        Set<Character> all = new HashSet<>();
        for (Expression element : collected.elements()) {
            @Nullable
            Set<Character> one = element instanceof Expression.Choice choice
                    ? choice.letters()
                    : element instanceof Expression.Symbol ? letters(element, false) : null;
            if (one == null || !all.addAll(one)) {
                return null;
            }
        }
        return all;
    }

    /** Reads letters in alphabetical order, as in ABD; null where there is any other. */
    private static @Nullable Set<Character> spelled(String word) {
        Set<Character> all = new HashSet<>();
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter < 'A' || letter > 'J' || (i > 0 && letter <= word.charAt(i - 1))) {
                return null;
            }
            all.add(letter);
        }
        return all.isEmpty() ? null : all;
    }

    private Comparison clocks(Expression gold, Expression prediction) {
        Expression.@Nullable ClockTime left = clock(gold);
        Expression.@Nullable ClockTime right = clock(prediction);
        if (left == null || right == null) {
            return Findings.different(": a time of day vs another kind of answer");
        }
        boolean halves = left.half() && right.half();
        int period = halves || !options.unitMissing() ? 24 : 12;
        boolean afternoon = (!left.half() && left.hour() > 12) || (!right.half() && right.hour() > 12);
        boolean same = left.minute() == right.minute()
                && left.hour() % (afternoon ? 24 : period) == right.hour() % (afternoon ? 24 : period);
        return same ? Findings.equal("by time of day") : Findings.different(": another time of day");
    }

    private static Expression.@Nullable ClockTime clock(Expression expression) {
        if (expression instanceof Expression.ClockTime time) {
            return time;
        }
        boolean written = expression instanceof Expression.Ratio ratio
                && ratio.parts().size() == 2
                && ratio.parts().stream().allMatch(AnswerComparison::isSmallInteger);
        if (!written) {
            return null;
        }
        List<Expression> parts = ((Expression.Ratio) expression).parts();
        int hour = small(parts.get(0));
        int minute = small(parts.get(1));
        return hour < 24 && minute < 60 ? new Expression.ClockTime(hour, minute, false) : null;
    }

    private static boolean isSmallInteger(Expression expression) {
        return expression instanceof Expression.Numeral numeral
                && (numeral.value().isIntegerBetweenOneAnd(59)
                        || numeral.value().numerator().signum() == 0);
    }

    private static int small(Expression expression) {
        return ((Expression.Numeral) expression).value().numerator().intValue();
    }

    // ---------------------------------------------------------------------------------------------- statements

    private Comparison statementsOrValues(Expression goldAsWritten, Expression predictionAsWritten) {
        Expression gold = Parameters.without(goldAsWritten);
        Expression prediction = Parameters.without(predictionAsWritten);
        Solution left = Solution.of(gold);
        Solution right = Solution.of(prediction);
        if (left.name() != null && right.name() != null && sameName(left.name(), right.name())) {
            return values(left.value(), right.value());
        }
        if (isChainOfNames(gold) != isChainOfNames(prediction) && (left.name() == null || right.name() == null)) {
            return options.assignmentAsValue()
                    ? values(lastOfChain(left.value()), lastOfChain(right.value()))
                    : Findings.different(": an assignment vs a value");
        }
        boolean statements = RelationComparison.isStatement(gold) && RelationComparison.isStatement(prediction);
        boolean congruence = gold instanceof Expression.Congruence || prediction instanceof Expression.Congruence;
        if (statements || congruence) {
            return statements(gold, prediction);
        }
        if (left.name() == null && right.name() == null) {
            return values(left.value(), right.value());
        }
        boolean intervals = RealSetReader.isIntervalLike(gold) || RealSetReader.isIntervalLike(prediction);
        if (!options.assignmentAsValue() && !intervals) {
            return Findings.different(": an assignment vs a value");
        }
        if (left.name() != null && right.name() != null) {
            return Findings.different(": " + left.name() + " vs " + right.name());
        }
        return values(left.value(), right.value());
    }

    /** Tells whether several names are given one value, as in x = y = 5. */
    private static boolean isChainOfNames(Expression expression) {
        return expression instanceof Expression.Relation relation && Solution.isChainOfNames(relation);
    }

    private static Expression lastOfChain(Expression value) {
        return value instanceof Expression.Relation relation && Solution.isChainOfNames(relation)
                ? relation.operands().get(relation.operands().size() - 1)
                : value;
    }

    /** Takes y = … for f(x) = …, where assignments are taken for values. */
    private boolean sameName(String left, String right) {
        boolean function = (left.equals("y") && right.endsWith(")")) || (right.equals("y") && left.endsWith(")"));
        return left.equals(right) || (function && options.assignmentAsValue());
    }

    private Comparison statements(Expression gold, Expression prediction) {
        if (RealSetReader.isIntervalLike(gold) || RealSetReader.isIntervalLike(prediction)) {
            @Nullable Comparison sets = realSets(gold, prediction);
            if (sets != null && (sets.isEqual() || !sameShape(gold, prediction))) {
                return sets;
            }
        }
        Comparison rearranged = relations.compare(gold, prediction);
        if (rearranged.isEqual() || gold instanceof Expression.Congruence) {
            return rearranged;
        }
        @Nullable Comparison solved = realSets(gold, prediction);
        return solved != null && solved.isEqual() ? solved : rearranged;
    }

    private static boolean sameShape(Expression gold, Expression prediction) {
        return gold.getClass() == prediction.getClass();
    }

    // ---------------------------------------------------------------------------------------------- values

    private Comparison values(Expression gold, Expression prediction) {
        if (gold.equals(prediction)) {
            return Findings.equal("as written");
        }
        if (RealSetReader.isIntervalLike(gold) || RealSetReader.isIntervalLike(prediction)) {
            return intervals(gold, prediction);
        }
        if (gold instanceof Expression.Ratio left && prediction instanceof Expression.Ratio right) {
            return ratios(left.parts(), right.parts());
        }
        Expression leftMatrix = orMatrix(gold);
        Expression rightMatrix = orMatrix(prediction);
        if (leftMatrix instanceof Expression.Matrix left && rightMatrix instanceof Expression.Matrix right) {
            return matrices(left, right);
        }
        @Nullable Collected left = Collected.of(leftMatrix);
        @Nullable Collected right = Collected.of(rightMatrix);
        if (left != null && right != null) {
            return collections(left, right);
        }
        if (left != null || right != null) {
            return elementAndCollection(leftMatrix, left, rightMatrix, right);
        }
        if (isNamedSet(gold) || isNamedSet(prediction)) {
            return Findings.different(": a set vs another kind of answer");
        }
        return scalarOrFact(gold, prediction);
    }

    private static boolean isNamedSet(Expression expression) {
        return expression instanceof Expression.NamedSet;
    }

    private Expression orMatrix(Expression expression) {
        Expression.@Nullable Matrix matrix = matrices.matrix(expression);
        return matrix == null ? expression : matrix;
    }

    private Comparison scalarOrFact(Expression gold, Expression prediction) {
        if (gold instanceof Expression.Apply left
                && prediction instanceof Expression.Apply right
                && left.function().equals("mod")
                && right.function().equals("mod")
                && left.arguments().size() == 2
                && right.arguments().size() == 2) {
            Comparison moduli =
                    compare(left.arguments().get(1), right.arguments().get(1));
            if (!moduli.isEqual()) {
                return moduli;
            }
        }
        @Nullable Expression leftFact = options.assignmentAsValue() ? fact(gold) : null;
        @Nullable Expression rightFact = options.assignmentAsValue() ? fact(prediction) : null;
        if (leftFact != null || rightFact != null) {
            return compare(leftFact != null ? leftFact : gold, rightFact != null ? rightFact : prediction);
        }
        return scalar(gold, prediction);
    }

    /** Returns the right side of a true equation between numbers, as 2 + 3 = 5, or null. */
    private @Nullable Expression fact(Expression expression) {
        if (!(expression instanceof Expression.Relation relation)
                || !relation.operators().stream()
                        .allMatch(operator -> operator == Expression.Relation.Operator.EQUAL
                                || operator == Expression.Relation.Operator.APPROXIMATELY)) {
            return null;
        }
        Expression last = relation.operands().get(relation.operands().size() - 1);
        for (int i = 0; i < relation.operators().size(); i++) {
            boolean exact = relation.operators().get(i) == Expression.Relation.Operator.EQUAL;
            if (exact
                    && !scalar(relation.operands().get(i), relation.operands().get(i + 1))
                            .isEqual()) {
                return null;
            }
        }
        return last;
    }

    private Comparison scalar(Expression gold, Expression prediction) {
        try {
            return scalars.compare(gold, prediction);
        } catch (Halt halt) {
            if (halt.why() != Halt.Why.NOT_SCALAR) {
                throw halt;
            }
            return Structure.compare(this, gold, prediction);
        }
    }

    // ---------------------------------------------------------------------------------------------- sets of reals

    private Comparison intervals(Expression gold, Expression prediction) {
        @Nullable Comparison sets = realSets(gold, prediction);
        return sets != null ? sets : Structure.compare(this, gold, prediction);
    }

    private @Nullable Comparison realSets(Expression gold, Expression prediction) {
        RealSet.Algebra algebra = new RealSet.Algebra(scalars.equality()::order, budget);
        RealSetReader left = new RealSetReader(nodes, scalars, algebra);
        RealSetReader right = new RealSetReader(nodes, scalars, algebra);
        RealSet a;
        RealSet b;
        try {
            a = left.read(unwrapped(gold));
            b = right.read(unwrapped(prediction));
        } catch (Halt halt) {
            if (halt.why() == Halt.Why.BUDGET) {
                throw halt;
            }
            return null;
        }
        boolean bound = gold instanceof Expression.SetBuilder && prediction instanceof Expression.SetBuilder;
        boolean named =
                !bound && !left.variables().isEmpty() && !right.variables().isEmpty();
        if ((named && !left.variables().equals(right.variables()))
                || left.variables().size() > 1
                || right.variables().size() > 1) {
            return Findings.different(": conditions on other variables");
        }
        return algebra.same(a, b, this::sameEnd)
                ? Findings.equal("as sets of real numbers")
                : Findings.different(": other sets of real numbers");
    }

    private boolean sameEnd(Node a, Node b) {
        if (scalars.equality().order(a, b) == 0) {
            return true;
        }
        return options.digits() >= 0
                && scalars.equality()
                        .rounded(a, options.digits())
                        .equals(scalars.equality().rounded(b, options.digits()));
    }

    private static Expression unwrapped(Expression expression) {
        Solution solution = Solution.of(expression);
        return solution.name() != null && RealSetReader.isIntervalLike(solution.value())
                ? solution.value()
                : expression;
    }

    // ---------------------------------------------------------------------------------------------- collections

    private Comparison elementAndCollection(
            Expression gold, @Nullable Collected left, Expression prediction, @Nullable Collected right) {
        Collected collected = left != null ? left : right;
        if (collected != null && collected.kind() == Collected.Kind.BARE && isCompound(collected.elements())) {
            Expression sum = new Expression.Sum(collected.elements());
            return left != null ? scalar(sum, prediction) : scalar(gold, sum);
        }
        boolean single = collected != null
                && collected.elements().size() == 1
                && collected.kind() != Collected.Kind.TUPLE
                && options.singletonAsElement();
        if (!single || collected == null) {
            int size = collected == null ? 0 : collected.elements().size();
            return Findings.different(": one value vs a collection of " + size);
        }
        Expression element = collected.elements().get(0);
        if (element instanceof Expression.NamedSet || element instanceof Expression.SetOf) {
            return Findings.different(": a set of a set vs a set");
        }
        return left != null ? compare(element, prediction) : compare(gold, element);
    }

    /** Tells whether quantities in several units of one dimension stand in a row, as 5 hours and 30 minutes. */
    private boolean isCompound(List<Expression> elements) {
        Set<Rational> scales = new HashSet<>();
        Set<Object> dimensions = new HashSet<>();
        for (Expression element : elements) {
            if (!(element instanceof Expression.Quantity)) {
                return false;
            }
            Measured measured = scalars.measured(element);
            scales.add(measured.scale());
            dimensions.add(measured.dimension());
        }
        return dimensions.size() == 1 && scales.size() == elements.size();
    }

    private Comparison collections(Collected left, Collected right) {
        if (isOrdered(left, right)) {
            return ordered(left.elements(), right.elements());
        }
        boolean leftLoose = left.kind() != Collected.Kind.TUPLE && left.kind() != Collected.Kind.VECTOR;
        boolean rightLoose = right.kind() != Collected.Kind.TUPLE && right.kind() != Collected.Kind.VECTOR;
        boolean policy =
                options.bareListAsSet() || (left.kind() == Collected.Kind.SET && right.kind() == Collected.Kind.SET);
        if (!leftLoose || !rightLoose || !policy) {
            return Findings.different(": " + words(left) + " vs " + words(right));
        }
        boolean set = left.kind() == Collected.Kind.SET || right.kind() == Collected.Kind.SET;
        return set ? covering(left.elements(), right.elements()) : oneToOne(left.elements(), right.elements());
    }

    private static String words(Collected collected) {
        return switch (collected.kind()) {
            case SET -> "a set";
            case BARE -> "a list";
            case LIST -> "a list in brackets";
            case TUPLE -> "a tuple";
            case VECTOR -> "a vector";
        };
    }

    private boolean isOrdered(Collected left, Collected right) {
        boolean leftOrdered = isOrdered(left.kind());
        boolean rightOrdered = isOrdered(right.kind());
        boolean vector = left.kind() == Collected.Kind.VECTOR || right.kind() == Collected.Kind.VECTOR;
        if (vector && !options.columnVectorAsTuple()) {
            return false;
        }
        boolean bare = left.kind() == Collected.Kind.BARE || right.kind() == Collected.Kind.BARE;
        boolean list = left.kind() == Collected.Kind.LIST || right.kind() == Collected.Kind.LIST;
        boolean bothBare = left.kind() == right.kind() && bare;
        return (leftOrdered && rightOrdered)
                || (bare && !list && (leftOrdered || rightOrdered))
                || (bothBare && !options.bareListAsSet());
    }

    private static boolean isOrdered(Collected.Kind kind) {
        return kind == Collected.Kind.TUPLE || kind == Collected.Kind.VECTOR || kind == Collected.Kind.LIST;
    }

    private Comparison ordered(List<Expression> left, List<Expression> right) {
        if (left.size() != right.size()) {
            return Findings.different(": " + left.size() + " elements vs " + right.size());
        }
        for (int i = 0; i < left.size(); i++) {
            Comparison comparison = compare(left.get(i), right.get(i));
            if (!comparison.isEqual()) {
                return Findings.within("element " + (i + 1), comparison);
            }
        }
        return Findings.equal("element by element");
    }

    private Comparison oneToOne(List<Expression> left, List<Expression> right) {
        if (left.size() != right.size()) {
            return Findings.different(": " + left.size() + " elements vs " + right.size());
        }
        List<Expression> open = new ArrayList<>(right);
        Comparison.Outcome worst = Comparison.Outcome.DIFFERENT;
        for (Expression element : left) {
            int found = -1;
            for (int i = 0; i < open.size() && found < 0; i++) {
                Comparison comparison = compare(element, open.get(i));
                found = comparison.isEqual() ? i : -1;
                worst = comparison.outcome() == Comparison.Outcome.UNDECIDED ? comparison.outcome() : worst;
            }
            if (found < 0) {
                return missing(worst);
            }
            open.remove(found);
        }
        return Findings.equal("element by element in any order");
    }

    private static Comparison missing(Comparison.Outcome worst) {
        return worst == Comparison.Outcome.UNDECIDED
                ? Findings.undecided("whether an element has a counterpart")
                : Findings.different(": an element has no counterpart");
    }

    private Comparison covering(List<Expression> left, List<Expression> right) {
        boolean[] met = new boolean[right.size()];
        Comparison.Outcome worst = Comparison.Outcome.DIFFERENT;
        for (Expression element : left) {
            boolean found = false;
            for (int i = 0; i < right.size(); i++) {
                if (found && met[i]) {
                    continue;
                }
                Comparison comparison = compare(element, right.get(i));
                found |= comparison.isEqual();
                met[i] |= comparison.isEqual();
                worst = comparison.outcome() == Comparison.Outcome.UNDECIDED ? comparison.outcome() : worst;
                if (found && left.size() == right.size()) {
                    break;
                }
            }
            if (!found) {
                return left.size() == right.size() || worst == Comparison.Outcome.UNDECIDED
                        ? missing(worst)
                        : Findings.different(": " + left.size() + " elements vs " + right.size());
            }
        }
        for (int i = 0; i < met.length; i++) {
            if (!met[i] && !isMember(left, right.get(i))) {
                return Findings.different(": " + left.size() + " elements vs " + right.size());
            }
        }
        return Findings.equal("as sets");
    }

    private boolean isMember(List<Expression> elements, Expression candidate) {
        for (Expression element : elements) {
            if (compare(element, candidate).isEqual()) {
                return true;
            }
        }
        return false;
    }

    private Comparison matrices(Expression.Matrix left, Expression.Matrix right) {
        int rows = left.rows().size();
        int columns = left.rows().get(0).size();
        if (rows != right.rows().size() || columns != right.rows().get(0).size()) {
            return Findings.different(": " + rows + " by " + columns + " vs "
                    + right.rows().size() + " by " + right.rows().get(0).size());
        }
        for (int i = 0; i < rows; i++) {
            Comparison comparison = ordered(left.rows().get(i), right.rows().get(i));
            if (!comparison.isEqual()) {
                return Findings.within("row " + (i + 1), comparison);
            }
        }
        return Findings.equal("entry by entry");
    }

    private static boolean hasZero(List<Expression> parts) {
        return parts.stream()
                .anyMatch(part -> part instanceof Expression.Numeral numeral
                        && numeral.value().numerator().signum() == 0);
    }

    private Comparison ratios(List<Expression> left, List<Expression> right) {
        if (left.size() != right.size()) {
            return Findings.different(": a ratio of " + left.size() + " vs one of " + right.size());
        }
        if (hasZero(left) || hasZero(right)) {
            // 12:00 is a time rather than a ratio, and 12:0 = 1:0 would make every hour the same
            return left.equals(right) ? Findings.equal("as written") : Findings.different(": another ratio");
        }
        for (int i = 1; i < left.size(); i++) {
            Comparison comparison = compare(
                    new Expression.Product(List.of(left.get(0), right.get(i))),
                    new Expression.Product(List.of(left.get(i), right.get(0))));
            if (!comparison.isEqual()) {
                return Findings.different(": another ratio");
            }
        }
        return Findings.equal("as ratios");
    }
}
