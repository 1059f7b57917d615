package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A set of real numbers: finitely many intervals and points, sorted, none touching another.
 *
 * @param pieces the intervals
 */
record RealSet(List<Piece> pieces) {

    static final RealSet NONE = new RealSet(List.of());
    static final RealSet ALL = new RealSet(List.of(new Piece(null, false, null, false)));

    /**
     * An interval.
     *
     * @param lower the lower end; null where there is none
     * @param lowerClosed whether it belongs
     * @param upper the upper end; null where there is none
     * @param upperClosed whether it belongs
     */
    record Piece(
            @Nullable Node lower,
            boolean lowerClosed,
            @Nullable Node upper,
            boolean upperClosed) {}

    /** Set algebra by an order of ends. */
    static final class Algebra {

        private final ToIntBiFunction<Node, Node> order;
        private final Budget budget;

        Algebra(ToIntBiFunction<Node, Node> order, Budget budget) {
            this.order = order;
            this.budget = budget;
        }

        /** Returns an interval, empty where its ends are in the wrong order. */
        RealSet interval(@Nullable Node lower, boolean lowerClosed, @Nullable Node upper, boolean upperClosed) {
            Piece piece = new Piece(lower, lowerClosed && lower != null, upper, upperClosed && upper != null);
            return isEmpty(piece) ? NONE : new RealSet(List.of(piece));
        }

        private boolean isEmpty(Piece piece) {
            if (piece.lower() == null || piece.upper() == null) {
                return false;
            }
            int sign = compare(piece.lower(), piece.upper());
            return sign > 0 || (sign == 0 && !(piece.lowerClosed() && piece.upperClosed()));
        }

        private int compare(Node a, Node b) {
            budget.spend(1);
            return order.applyAsInt(a, b);
        }

        private int compareLower(Piece a, Piece b) {
            if (a.lower() == null || b.lower() == null) {
                return (a.lower() == null ? 0 : 1) - (b.lower() == null ? 0 : 1);
            }
            int sign = compare(a.lower(), b.lower());
            return sign != 0 ? sign : (a.lowerClosed() ? 0 : 1) - (b.lowerClosed() ? 0 : 1);
        }

        private int compareUpper(Piece a, Piece b) {
            if (a.upper() == null || b.upper() == null) {
                return (a.upper() == null ? 1 : 0) - (b.upper() == null ? 1 : 0);
            }
            int sign = compare(a.upper(), b.upper());
            return sign != 0 ? sign : (a.upperClosed() ? 1 : 0) - (b.upperClosed() ? 1 : 0);
        }

        RealSet union(RealSet a, RealSet b) {
            List<Piece> all = new ArrayList<>(a.pieces());
            all.addAll(b.pieces());
            all.sort(this::compareLower);
            List<Piece> merged = new ArrayList<>();
            for (Piece piece : all) {
                Piece last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                if (last != null && touches(last, piece)) {
                    Piece end = compareUpper(last, piece) >= 0 ? last : piece;
                    merged.set(
                            merged.size() - 1,
                            new Piece(last.lower(), last.lowerClosed(), end.upper(), end.upperClosed()));
                } else {
                    merged.add(piece);
                }
            }
            return new RealSet(merged);
        }

        /** Tells whether nothing lies between the end of one piece and the start of a later one. */
        private boolean touches(Piece first, Piece second) {
            if (first.upper() == null || second.lower() == null) {
                return true;
            }
            int sign = compare(second.lower(), first.upper());
            return sign < 0 || (sign == 0 && (first.upperClosed() || second.lowerClosed()));
        }

        RealSet intersection(RealSet a, RealSet b) {
            RealSet result = NONE;
            for (Piece left : a.pieces()) {
                for (Piece right : b.pieces()) {
                    Piece lower = compareLower(left, right) >= 0 ? left : right;
                    Piece upper = compareUpper(left, right) <= 0 ? left : right;
                    result = union(
                            result, interval(lower.lower(), lower.lowerClosed(), upper.upper(), upper.upperClosed()));
                }
            }
            return result;
        }

        RealSet complement(RealSet a) {
            RealSet rest = ALL;
            for (Piece piece : a.pieces()) {
                RealSet below =
                        piece.lower() == null ? NONE : interval(null, false, piece.lower(), !piece.lowerClosed());
                RealSet above =
                        piece.upper() == null ? NONE : interval(piece.upper(), !piece.upperClosed(), null, false);
                rest = intersection(rest, union(below, above));
            }
            return rest;
        }

        /** Tells whether two sets have the same pieces by an equality of ends. */
        boolean same(RealSet a, RealSet b, BiFunction<Node, Node, Boolean> equal) {
            if (a.pieces().size() != b.pieces().size()) {
                return false;
            }
            for (int i = 0; i < a.pieces().size(); i++) {
                Piece left = a.pieces().get(i);
                Piece right = b.pieces().get(i);
                if (left.lowerClosed() != right.lowerClosed()
                        || left.upperClosed() != right.upperClosed()
                        || !sameEnd(left.lower(), right.lower(), equal)
                        || !sameEnd(left.upper(), right.upper(), equal)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean sameEnd(@Nullable Node a, @Nullable Node b, BiFunction<Node, Node, Boolean> equal) {
            if (a == null || b == null) {
                return a == null && b == null;
            }
            return equal.apply(a, b);
        }
    }
}
