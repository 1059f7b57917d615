package org.rlvr4j.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.verify.Verifier;

/** A scripted model elsewhere: judges what it draws, and does several lists at a time, the last first. */
class JudgingModel implements SampleSource {

    final ScriptedModel model;
    final List<List<SampleTask>> draws = new ArrayList<>();
    private final Verifier verifier;
    private final int drawsAtATime;

    JudgingModel(ScriptedModel model, Verifier verifier, int drawsAtATime) {
        this.model = model;
        this.verifier = verifier;
        this.drawsAtATime = drawsAtATime;
    }

    @Override
    public SortedMap<String, String> identity() {
        return model.identity();
    }

    @Override
    public SortedMap<String, String> settings() {
        return model.settings();
    }

    @Override
    public int tasksAtATime() {
        return model.tasksAtATime();
    }

    @Override
    public int drawsAtATime() {
        return drawsAtATime;
    }

    @Override
    public void drawEach(List<List<SampleTask>> lists, SampleSink sink, BooleanSupplier stopRequested) {
        draws.addAll(lists);
        List<List<SampleTask>> lastFirst = new ArrayList<>(lists);
        Collections.reverse(lastFirst);
        lastFirst.forEach(tasks -> draw(tasks, sink, stopRequested));
    }

    @Override
    public void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested) {
        model.draw(
                tasks,
                new SampleSink() {
                    @Override
                    public void drawn(SampleTask task, Sample sample) {
                        sink.judged(task, sample, verifier.verify(task.problem(), sample.text()));
                    }

                    @Override
                    public void failed(SampleTask task, SampleFailure failure) {
                        sink.failed(task, failure);
                    }
                },
                stopRequested);
    }

    @Override
    public void close() {}
}
