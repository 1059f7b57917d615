package org.rlvr4j.api.gate;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a gate decided about one group: a weight for each rollout and a reason.
 *
 * <p>A rollout of weight 0 adds exactly nothing to the update: no policy gradient, no KL or entropy term, and nothing to
 * the divisor of the loss. A group is active if any of its rollouts has a positive weight.
 *
 * @param weights factor on each rollout's advantage; shape [n], finite, ≥ 0
 * @param reason why, in a few words for logs and reports ("m=3/8: share 0.021 ≥ 0.01")
 */
public record GateDecision(double[] weights, String reason) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a weight is negative, NaN or infinite
     */
    public GateDecision {
        weights = weights.clone();
        Objects.requireNonNull(reason, "reason");
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a gate weight must be finite and at least 0, got " + weight);
            }
        }
    }

    /**
     * Gives every rollout the same weight.
     *
     * @param size group size n
     * @param weight the weight, finite, ≥ 0
     * @param reason why
     * @return the decision
     */
    public static GateDecision keep(int size, double weight, String reason) {
        double[] weights = new double[size];
        Arrays.fill(weights, weight);
        return new GateDecision(weights, reason);
    }

    /**
     * Drops the group.
     *
     * @param size group size n
     * @param reason why
     * @return a decision of all zero weights
     */
    public static GateDecision drop(int size, String reason) {
        return new GateDecision(new double[size], reason);
    }

    /**
     * Multiplies every weight.
     *
     * @param factor finite, ≥ 0
     * @return the scaled decision with the same reason
     */
    public GateDecision scaled(double factor) {
        return new GateDecision(Arrays.stream(weights).map(w -> w * factor).toArray(), reason);
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }

    /**
     * Tells whether the group is trained on.
     *
     * @return whether any weight is positive
     */
    public boolean isActive() {
        return Arrays.stream(weights).anyMatch(w -> w > 0);
    }

    /**
     * Returns the group's total weight.
     *
     * @return the sum over its rollouts
     */
    public double totalWeight() {
        return Arrays.stream(weights).sum();
    }

    /**
     * Returns how many rollouts are trained on.
     *
     * @return the number of positive weights
     */
    public int activeRollouts() {
        return (int) Arrays.stream(weights).filter(w -> w > 0).count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GateDecision that && Arrays.equals(weights, that.weights) && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + reason.hashCode();
    }

    @Override
    public String toString() {
        return "GateDecision[" + Arrays.toString(weights) + ", " + reason + "]";
    }
}
