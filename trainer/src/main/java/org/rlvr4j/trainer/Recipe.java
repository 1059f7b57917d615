package org.rlvr4j.trainer;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verifier;

/**
 * The strategies of a run, assembled, with its size. The policy's runtime comes beside it.
 *
 * @param problems where problems come from
 * @param problemSampler which problem comes next
 * @param tokenSampler which token comes next
 * @param verifier is this response correct?
 * @param gate which groups are trained on
 * @param advantage from rewards to advantages
 * @param metrics Pass@k and its relatives; not empty
 * @param training size and course
 * @param evaluation how it is evaluated
 * @param guards when it counts as gone wrong
 * @param retention which checkpoints are kept
 */
public record Recipe(
        ProblemSource problems,
        ProblemSampler problemSampler,
        TokenSampler tokenSampler,
        Verifier verifier,
        UpdateGate gate,
        AdvantageEstimator advantage,
        List<PassAtKEstimator> metrics,
        TrainingOptions training,
        EvaluationOptions evaluation,
        GuardOptions guards,
        RetentionOptions retention) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no metric
     */
    public Recipe {
        Objects.requireNonNull(problems, "problems");
        Objects.requireNonNull(problemSampler, "problemSampler");
        Objects.requireNonNull(tokenSampler, "tokenSampler");
        Objects.requireNonNull(verifier, "verifier");
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(advantage, "advantage");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(guards, "guards");
        Objects.requireNonNull(retention, "retention");
        metrics = List.copyOf(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("a recipe needs at least one metric");
        }
    }

    /**
     * Returns the held-out problems that an evaluation uses: the first {@link EvaluationOptions#problems()}, or all where
     * that is 0.
     *
     * @return a part of {@link ProblemSource#heldOut()}; may be empty
     */
    public List<Problem> evaluationProblems() {
        List<Problem> heldOut = problems.heldOut();
        int wanted = evaluation.problems();
        return wanted == 0 ? heldOut : heldOut.subList(0, Math.min(wanted, heldOut.size()));
    }

    /**
     * Takes other problems.
     *
     * @param others where problems come from
     * @return this recipe with those
     */
    public Recipe withProblems(ProblemSource others) {
        return new Recipe(
                others,
                problemSampler,
                tokenSampler,
                verifier,
                gate,
                advantage,
                metrics,
                training,
                evaluation,
                guards,
                retention);
    }

    /**
     * Starts assembling a recipe.
     *
     * @return a builder; all but the token sampler must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Assembles a recipe part by part. */
    public static final class Builder {
        private @Nullable ProblemSource problems;
        private @Nullable ProblemSampler problemSampler;
        private TokenSampler tokenSampler = TokenSampler.UNCHANGED;
        private @Nullable Verifier verifier;
        private @Nullable UpdateGate gate;
        private @Nullable AdvantageEstimator advantage;
        private List<PassAtKEstimator> metrics = List.of();
        private @Nullable TrainingOptions training;
        private @Nullable EvaluationOptions evaluation;
        private GuardOptions guards = OptionSchema.of(GuardOptions.class).defaults();
        private RetentionOptions retention =
                OptionSchema.of(RetentionOptions.class).defaults();

        private Builder() {}

        /**
         * Sets where problems come from and how they are drawn.
         *
         * @param source the source
         * @param sampler the sampler
         * @return this
         */
        public Builder problems(ProblemSource source, ProblemSampler sampler) {
            problems = source;
            problemSampler = sampler;
            return this;
        }

        /**
         * Sets how tokens are drawn; by default from the policy as it is.
         *
         * @param sampler the sampler
         * @return this
         */
        public Builder tokenSampler(TokenSampler sampler) {
            tokenSampler = sampler;
            return this;
        }

        /**
         * Sets the verifier.
         *
         * @param chosen the verifier
         * @return this
         */
        public Builder verifier(Verifier chosen) {
            verifier = chosen;
            return this;
        }

        /**
         * Sets the gate.
         *
         * @param chosen the gate; a lambda will do
         * @return this
         */
        public Builder gate(UpdateGate chosen) {
            gate = chosen;
            return this;
        }

        /**
         * Sets the advantage estimator.
         *
         * @param chosen the estimator
         * @return this
         */
        public Builder advantage(AdvantageEstimator chosen) {
            advantage = chosen;
            return this;
        }

        /**
         * Sets the metrics.
         *
         * @param chosen at least one
         * @return this
         */
        public Builder metrics(PassAtKEstimator... chosen) {
            metrics = List.of(chosen);
            return this;
        }

        /**
         * Sets the run's size and course.
         *
         * @param options the options
         * @return this
         */
        public Builder training(TrainingOptions options) {
            training = options;
            return this;
        }

        /**
         * Sets how the policy is evaluated.
         *
         * @param options the options
         * @return this
         */
        public Builder evaluation(EvaluationOptions options) {
            evaluation = options;
            return this;
        }

        /**
         * Sets when training counts as gone wrong, and what is then done; by default what {@link GuardOptions} says.
         *
         * @param options the options
         * @return this
         */
        public Builder guards(GuardOptions options) {
            guards = options;
            return this;
        }

        /**
         * Sets which checkpoints are kept beside the latest; by default none.
         *
         * @param options the options
         * @return this
         */
        public Builder retention(RetentionOptions options) {
            retention = options;
            return this;
        }

        /**
         * Assembles the recipe.
         *
         * @return the recipe
         * @throws IllegalArgumentException naming the parts that were not given
         */
        public Recipe build() {
            return new Recipe(
                    required(problems, "problems"),
                    required(problemSampler, "problem sampler"),
                    tokenSampler,
                    required(verifier, "verifier"),
                    required(gate, "gate"),
                    required(advantage, "advantage"),
                    metrics,
                    required(training, "training"),
                    required(evaluation, "evaluation"),
                    guards,
                    retention);
        }

        private static <T> T required(@Nullable T part, String name) {
            if (part == null) {
                throw new IllegalArgumentException("a recipe needs its " + name);
            }
            return part;
        }
    }
}
