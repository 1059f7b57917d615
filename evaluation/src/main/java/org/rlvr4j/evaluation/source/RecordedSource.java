package org.rlvr4j.evaluation.source;

import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.evaluation.cache.SourceId;

/** A source whose samples were all drawn before: it names them, and draws none. */
public final class RecordedSource implements SampleSource {

    private final SourceId id;

    /**
     * Makes a source.
     *
     * @param id of which model the samples are
     */
    public RecordedSource(SourceId id) {
        this.id = id;
    }

    @Override
    public SortedMap<String, String> identity() {
        return id.identity();
    }

    @Override
    public SortedMap<String, String> settings() {
        return id.settings();
    }

    @Override
    public int tasksAtATime() {
        return 1;
    }

    @Override
    public void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested) {
        SampleFailure failure =
                new SampleFailure(SampleFailure.Kind.NOT_DRAWN, "this sample was never drawn, and no model is open");
        tasks.forEach(task -> sink.failed(task, failure));
    }

    @Override
    public void close() {}
}
