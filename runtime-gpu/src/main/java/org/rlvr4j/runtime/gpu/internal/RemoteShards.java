package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.gpu.shard.SamplingShard;
import org.rlvr4j.runtime.gpu.shard.ShardExecutor;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/** Shards computed by workers; their gradients are summed here as they come, in their order. */
final class RemoteShards implements StepWork {

    private final ShardExecutor executor;
    private final TrainedTensors trained;
    private final BaseHash base;
    private final LossOptions loss;
    private final int shards;
    private long revision;
    private PolicyWeights current;

    RemoteShards(ShardExecutor executor, TrainedTensors trained, BaseHash base, LossOptions loss, int shards) {
        this.executor = executor;
        this.trained = trained;
        this.base = base;
        this.loss = loss;
        this.shards = shards;
        this.current = snapshot();
    }

    private PolicyWeights snapshot() {
        return new PolicyWeights(revision, base.hex(), FloatBytes.of(trained.all()));
    }

    @Override
    public void weightsChanged() {
        revision++;
        current = snapshot();
    }

    /** The shards of a request, whose rollouts are marked with a version. */
    List<SamplingShard> cut(SamplingRequest request, long version) {
        return ShardedSampling.cut(request, shards).stream()
                .map(part -> new SamplingShard(part, version))
                .toList();
    }

    List<RolloutGroup> generate(SamplingRequest request, long version) {
        List<RolloutGroup> groups = new ArrayList<>();
        run(cut(request, version), groups::addAll);
        return groups;
    }

    <R> void run(List<? extends ShardTask<R>> tasks, Consumer<R> inOrder) {
        executor.run(current, tasks, inOrder);
    }

    <R> void runEach(List<? extends ShardTask<R>> tasks, ObjIntConsumer<R> arrived, BooleanSupplier stopRequested)
            throws InterruptedException {
        executor.runEach(current, tasks, arrived, stopRequested);
    }

    @Override
    public OldLogProbs score(List<TrainingSequence> sequences, TokenSampler sampler) {
        List<float[]> scores = new ArrayList<>();
        run(
                Shard.cut(sequences, shards).stream()
                        .map(part -> new ScoringTask(part, sampler))
                        .toList(),
                scores::addAll);
        return OldLogProbs.of(sequences, scores);
    }

    @Override
    public List<NDArray> gradient(NDManager target, Update update, StepSums sums) {
        List<NDArray> total = new ArrayList<>();
        List<GradientTask> tasks = update.shards(loss, shards).stream()
                .map(shard -> new GradientTask(shard, executor.gradientType()))
                .toList();
        run(tasks, share -> {
            add(target, share, total);
            sums.add(share.sums(), update.unchangedPolicy());
        });
        return total;
    }

    private void add(NDManager target, GradientShare share, List<NDArray> total) {
        List<byte[]> gradients = share.type() == DjlOptions.DataTypeChoice.BFLOAT16
                ? FloatBytes.widened(share.gradients())
                : share.gradients();
        boolean first = total.isEmpty();
        for (int i = 0; i < gradients.size(); i++) {
            NDArray gradient = FloatBytes.array(
                    target, gradients.get(i), trained.all().get(i).getShape());
            if (first) {
                total.add(gradient);
            } else {
                total.get(i).addi(gradient);
                gradient.close();
            }
        }
    }
}
