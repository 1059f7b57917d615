package org.rlvr4j.runtime.spark.internal;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.JudgedGroup;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.spi.ProcessEnd;
import org.rlvr4j.runtime.gpu.shard.PolicyWorker;
import org.rlvr4j.runtime.gpu.shard.SamplingShard;
import org.rlvr4j.runtime.gpu.shard.ShardTask;
import org.rlvr4j.trainer.run.RolloutLog;

/**
 * Samples parts of requests and judges them in the same executor.
 *
 * @param parts the parts, at least one
 * @param resolvedRecipe names the verifier
 * @param plugins hashes of those that the recipe needs
 * @param log the folder {@code rollouts} of the run; null where this executor writes none
 */
record JudgedShards(
        List<SamplingShard> parts,
        String resolvedRecipe,
        List<String> plugins,
        @Nullable File log) implements ShardTask<JudgedShards.Judged> {

    /**
     * What comes of it.
     *
     * @param groups judged groups; of their problems the ids alone, for the driver has these, and tests of programs are large
     * @param host where
     */
    record Judged(List<JudgedGroup> groups, String host) implements Serializable {

        private static Judged withoutProblems(List<JudgedGroup> groups) {
            return new Judged(
                    groups.stream()
                            .map(judged ->
                                    with(new Problem(judged.group().problem().id(), "", ""), judged))
                            .toList(),
                    ExecutorPolicy.host());
        }

        /** The groups with the problems that they are of; shape [P]. */
        List<JudgedGroup> groupsOf(List<Problem> problems) {
            return IntStream.range(0, groups.size())
                    .mapToObj(i -> with(problems.get(i), groups.get(i)))
                    .toList();
        }

        private static JudgedGroup with(Problem problem, JudgedGroup judged) {
            RolloutGroup group = judged.group();
            return new JudgedGroup(
                    new RolloutGroup(problem, group.promptTokens(), group.rollouts()), judged.verdicts());
        }
    }

    /** The problems whose groups come of it, in order. */
    List<Problem> problems() {
        return parts.stream()
                .flatMap(part -> part.request().problems().stream())
                .toList();
    }

    @Override
    public Judged run(PolicyWorker worker) {
        List<JudgedGroup> groups = new ArrayList<>();
        for (SamplingShard part : parts) {
            groups.addAll(ExecutorVerification.judge(part.run(worker), resolvedRecipe, plugins));
        }
        if (ProcessEnd.isClosing()) {
            // what a verifier that is being closed says is no verdict: another executor asks one that is not
            throw new TaskKilledException("the executor is ending");
        }
        if (log != null) {
            try {
                RolloutLog.writePart(
                        log.toPath(),
                        parts.get(0).request().round(),
                        parts.get(0).request().firstPosition(),
                        groups.stream().map(JudgedGroup::verified).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "runtime.rollouts-by-executors: the run folder cannot be written: " + e.getMessage(), e);
            }
        }
        return Judged.withoutProblems(groups);
    }
}
