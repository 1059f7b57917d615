package org.rlvr4j.api.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.rlvr4j.api.verify.Verdict;

/**
 * What n evaluation samples of one problem gave.
 *
 * @param problemId the problem
 * @param samples n, the judged samples; ≥ 0
 * @param correct c, the correct ones; 0 ≤ c ≤ n
 * @param answers the distinct answers with their counts, for majority voting; counts sum to at most n (samples without
 *     an answer are in none); may be empty where no answers were kept
 */
public record ProblemOutcome(String problemId, int samples, int correct, List<AnswerCount> answers) {

    /**
     * One distinct answer.
     *
     * @param answer the canonical answer; untrusted text
     * @param count how many samples gave it; ≥ 1
     * @param correct whether it is right
     */
    public record AnswerCount(String answer, int count, boolean correct) {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if the count is below 1
         */
        public AnswerCount {
            Objects.requireNonNull(answer, "answer");
            if (count < 1) {
                throw new IllegalArgumentException("an answer's count must be at least 1, got " + count);
            }
        }
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if counts are out of range
     */
    public ProblemOutcome {
        Objects.requireNonNull(problemId, "problemId");
        answers = List.copyOf(answers);
        if (samples < 0 || correct < 0 || correct > samples) {
            throw new IllegalArgumentException("needs 0 <= correct <= samples, got " + correct + " of " + samples
                    + " (problem " + problemId + ")");
        }
        if (answers.stream().mapToLong(AnswerCount::count).sum() > samples) {
            throw new IllegalArgumentException("answers outnumber the samples of problem " + problemId);
        }
    }

    /**
     * Creates an outcome without answers.
     *
     * @param problemId the problem
     * @param samples n
     * @param correct c
     */
    public ProblemOutcome(String problemId, int samples, int correct) {
        this(problemId, samples, correct, List.of());
    }

    /**
     * Counts verdicts. {@link Verdict.Failed} is no judgement and is left out of n.
     *
     * @param problemId the problem
     * @param verdicts of its samples, in any order
     * @return n, c and the distinct answers, by ascending answer
     */
    public static ProblemOutcome of(String problemId, List<Verdict> verdicts) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Boolean> right = new TreeMap<>();
        int judged = 0;
        int correct = 0;
        for (Verdict verdict : verdicts) {
            judged += verdict.isJudged() ? 1 : 0;
            correct += verdict.isCorrect() ? 1 : 0;
            if (verdict.isJudged() && !verdict.answer().isEmpty()) {
                counts.merge(verdict.answer(), 1, Integer::sum);
                right.put(verdict.answer(), verdict.isCorrect());
            }
        }
        List<AnswerCount> answers = counts.entrySet().stream()
                .map(e -> new AnswerCount(e.getKey(), e.getValue(), right.getOrDefault(e.getKey(), false)))
                .toList();
        return new ProblemOutcome(problemId, judged, correct, answers);
    }
}
