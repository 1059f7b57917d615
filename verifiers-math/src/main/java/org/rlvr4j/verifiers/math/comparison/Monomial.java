package org.rlvr4j.verifiers.math.comparison;

import java.util.Arrays;

/** A product of powers of atoms: pairs of an atom's number and a positive exponent, by rising number. */
final class Monomial {

    static final Monomial ONE = new Monomial(new int[0]);

    private final int[] pairs;
    private final int hash;

    private Monomial(int[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    static Monomial of(int atom, int exponent) {
        return exponent == 0 ? ONE : new Monomial(new int[] {atom, exponent});
    }

    int size() {
        return pairs.length / 2;
    }

    int atom(int index) {
        return pairs[2 * index];
    }

    int exponent(int index) {
        return pairs[2 * index + 1];
    }

    Monomial times(Monomial that) {
        if (pairs.length == 0) {
            return that;
        }
        if (that.pairs.length == 0) {
            return this;
        }
        int[] merged = new int[pairs.length + that.pairs.length];
        int i = 0;
        int j = 0;
        int n = 0;
        while (i < pairs.length || j < that.pairs.length) {
            int left = i < pairs.length ? pairs[i] : Integer.MAX_VALUE;
            int right = j < that.pairs.length ? that.pairs[j] : Integer.MAX_VALUE;
            merged[n] = Math.min(left, right);
            merged[n + 1] = (left <= right ? pairs[i + 1] : 0) + (right <= left ? that.pairs[j + 1] : 0);
            i += left <= right ? 2 : 0;
            j += right <= left ? 2 : 0;
            n += 2;
        }
        return new Monomial(Arrays.copyOf(merged, n));
    }

    Monomial with(int atom, int exponent) {
        Monomial rest = ONE;
        for (int k = 0; k < size(); k++) {
            rest = atom(k) == atom ? rest : rest.times(of(atom(k), exponent(k)));
        }
        return rest.times(of(atom, exponent));
    }

    @Override
    public boolean equals(Object that) {
        return that instanceof Monomial other && Arrays.equals(pairs, other.pairs);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
