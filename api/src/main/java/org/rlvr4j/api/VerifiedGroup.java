package org.rlvr4j.api;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rlvr4j.api.verify.Verdict;

/**
 * A group whose rollouts were judged: m correct of n.
 *
 * <p>Rollouts whose verdict is {@link Verdict.Failed} are left out of {@link #rollouts()}, and what failed is in {@link
 * #failed()}, so that a broken verifier is never a reward of 0.
 *
 * @param problem the problem
 * @param promptTokens the token ids that the policy saw; shape [T]
 * @param rollouts the judged rollouts; shape [n], n ≥ 0
 * @param verdicts their verdicts; shape [n], none of them {@code Failed}
 * @param failed why others could not be judged, one for each; shape [failures]
 */
public record VerifiedGroup(
        Problem problem,
        int[] promptTokens,
        List<Rollout> rollouts,
        List<Verdict> verdicts,
        List<Verdict.Failed> failed)
        implements Serializable {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the lists differ in length or hold a verdict that was not judged
     */
    public VerifiedGroup {
        Objects.requireNonNull(problem, "problem");
        promptTokens = promptTokens.clone();
        rollouts = List.copyOf(rollouts);
        verdicts = List.copyOf(verdicts);
        failed = List.copyOf(failed);
        if (rollouts.size() != verdicts.size()) {
            throw new IllegalArgumentException("a verified group needs one verdict for each rollout, got "
                    + verdicts.size() + " for " + rollouts.size() + " (problem " + problem.id() + ")");
        }
        if (!verdicts.stream().allMatch(Verdict::isJudged)) {
            throw new IllegalArgumentException("a verified group holds judged rollouts only; use VerifiedGroup.of");
        }
    }

    /**
     * Pairs a group with its verdicts and sets aside the rollouts that could not be judged.
     *
     * @param group the rollouts
     * @param verdicts one verdict for each rollout, in their order
     * @return the judged group
     * @throws IllegalArgumentException if the lists differ in length
     */
    public static VerifiedGroup of(RolloutGroup group, List<Verdict> verdicts) {
        return of(new JudgedGroup(group, verdicts));
    }

    static VerifiedGroup of(JudgedGroup whole) {
        RolloutGroup group = whole.group();
        List<Verdict> verdicts = whole.verdicts();
        List<Rollout> judged = new ArrayList<>();
        List<Verdict> kept = new ArrayList<>();
        List<Verdict.Failed> failed = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Failed failure) {
                failed.add(failure);
            } else {
                judged.add(group.rollouts().get(i));
                kept.add(verdicts.get(i));
            }
        }
        return new VerifiedGroup(group.problem(), group.promptTokens(), judged, kept, failed);
    }

    @Override
    public int[] promptTokens() {
        return promptTokens.clone();
    }

    /**
     * Returns the success count m.
     *
     * @return how many rollouts are correct, between 0 and {@link #size()}
     */
    public int successes() {
        return (int) verdicts.stream().filter(Verdict::isCorrect).count();
    }

    /**
     * Returns how many rollouts could not be judged.
     *
     * @return at least 0
     */
    public int failures() {
        return failed.size();
    }

    /**
     * Returns the group size n.
     *
     * @return how many rollouts were judged; 0 where all failed
     */
    public int size() {
        return rollouts.size();
    }

    /**
     * Tells whether one rollout is correct.
     *
     * @param rollout index from 0 to n − 1
     * @return whether it was verified correct
     */
    public boolean isCorrect(int rollout) {
        return verdicts.get(rollout).isCorrect();
    }

    /**
     * Returns the binary rewards.
     *
     * @return 1 for each correct rollout, 0 for the others; shape [n]
     */
    public double[] rewards() {
        return verdicts.stream()
                .mapToDouble(verdict -> verdict.isCorrect() ? 1 : 0)
                .toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifiedGroup that
                && problem.equals(that.problem)
                && rollouts.equals(that.rollouts)
                && verdicts.equals(that.verdicts)
                && failed.equals(that.failed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(problem, rollouts, verdicts, failed);
    }
}
