package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Compares residue classes: {@code x ≡ 3 (mod 7)}, {@code 3 (mod 7)}, {@code x = 7k + 3}. */
final class CongruenceComparison {

    private final Nodes nodes;
    private final ScalarCompiler compiler;
    private final ScalarEquality equality;

    /** A residue class of what it is said of; an empty name says nothing. */
    private record ResidueClass(String name, BigInteger residue, BigInteger modulus) {}

    CongruenceComparison(Nodes nodes, ScalarCompiler compiler, ScalarEquality equality) {
        this.nodes = nodes;
        this.compiler = compiler;
        this.equality = equality;
    }

    Comparison compare(Expression gold, Expression prediction) {
        @Nullable ResidueClass left = read(gold);
        @Nullable ResidueClass right = read(prediction);
        if (left == null || right == null) {
            return parts(gold, prediction);
        }
        if (!left.name().isEmpty() && !right.name().isEmpty() && !left.name().equals(right.name())) {
            return Findings.different(": " + left.name() + " vs " + right.name());
        }
        if (!left.modulus().equals(right.modulus())) {
            return Findings.different(": modulus " + left.modulus() + " vs " + right.modulus());
        }
        return left.residue().equals(right.residue())
                ? Findings.equal("by residue class")
                : Findings.different(": residue " + left.residue() + " vs " + right.residue());
    }

    private Comparison parts(Expression gold, Expression prediction) {
        if (!(gold instanceof Expression.Congruence a) || !(prediction instanceof Expression.Congruence b)) {
            return Findings.different(": a congruence vs none");
        }
        Comparison modulus = equality.compare(compiler.compile(a.modulus()), compiler.compile(b.modulus()));
        if (!modulus.isEqual()) {
            return modulus;
        }
        Node left = nodes.subtract(compiler.compile(a.left()), compiler.compile(a.right()));
        Node right = nodes.subtract(compiler.compile(b.left()), compiler.compile(b.right()));
        return equality.compare(left, right);
    }

    private @Nullable ResidueClass read(Expression expression) {
        if (expression instanceof Expression.Congruence congruence) {
            return ofCongruence(congruence);
        }
        if (expression instanceof Expression.Apply apply
                && apply.function().equals("mod")
                && apply.arguments().size() == 2) {
            @Nullable
            BigInteger residue = integer(compiler.compile(apply.arguments().get(0)));
            @Nullable
            BigInteger modulus = integer(compiler.compile(apply.arguments().get(1)));
            return residue == null || modulus == null || modulus.signum() == 0
                    ? null
                    : residueClass("", residue, modulus);
        }
        if (expression instanceof Expression.Relation relation
                && relation.operands().size() == 2
                && relation.operands().get(0) instanceof Expression.Symbol symbol) {
            return progression(
                    symbol.name(), compiler.compile(relation.operands().get(1)));
        }
        return null;
    }

    private @Nullable ResidueClass ofCongruence(Expression.Congruence congruence) {
        @Nullable BigInteger modulus = integer(compiler.compile(congruence.modulus()));
        if (modulus == null || modulus.signum() == 0) {
            return null;
        }
        Node right = compiler.compile(congruence.right());
        if (congruence.left() instanceof Expression.Empty) {
            @Nullable BigInteger residue = integer(right);
            return residue == null ? null : residueClass("", residue, modulus);
        }
        Node difference = nodes.subtract(compiler.compile(congruence.left()), right);
        Set<String> names = new TreeSet<>(FreeVariables.of(difference));
        return names.size() == 1 ? solved(names.iterator().next(), difference, modulus.abs()) : null;
    }

    /** Solves slope · x + intercept ≡ 0. */
    private @Nullable ResidueClass solved(String name, Node difference, BigInteger modulus) {
        @Nullable Affine affine = Affine.of(difference, name, nodes);
        @Nullable BigInteger slope = affine == null ? null : integer(affine.slope());
        @Nullable BigInteger intercept = affine == null ? null : integer(affine.intercept());
        if (slope == null || intercept == null) {
            return null;
        }
        BigInteger common = slope.gcd(modulus);
        if (slope.signum() == 0 || intercept.mod(common).signum() != 0) {
            return null;
        }
        BigInteger reduced = modulus.divide(common);
        BigInteger residue = reduced.equals(BigInteger.ONE)
                ? BigInteger.ZERO
                : intercept
                        .negate()
                        .divide(common)
                        .multiply(slope.divide(common).modInverse(reduced));
        return residueClass(name, residue, reduced);
    }

    private @Nullable ResidueClass progression(String name, Node value) {
        Set<String> names = FreeVariables.of(value);
        if (names.size() != 1 || names.contains(name)) {
            return null;
        }
        @Nullable Affine affine = Affine.of(value, names.iterator().next(), nodes);
        @Nullable BigInteger slope = affine == null ? null : integer(affine.slope());
        @Nullable BigInteger intercept = affine == null ? null : integer(affine.intercept());
        return slope == null || intercept == null || slope.signum() == 0 ? null : residueClass(name, intercept, slope);
    }

    private static ResidueClass residueClass(String name, BigInteger residue, BigInteger modulus) {
        return new ResidueClass(name, residue.mod(modulus.abs()), modulus.abs());
    }

    private static @Nullable BigInteger integer(Node node) {
        if (!(node instanceof Node.Num number)) {
            return null;
        }
        Rational value = number.value();
        return value.denominator().equals(BigInteger.ONE) ? value.numerator() : null;
    }
}
