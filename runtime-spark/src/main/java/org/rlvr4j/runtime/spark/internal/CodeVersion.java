package org.rlvr4j.runtime.spark.internal;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.evaluation.source.FileHashes;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.trainer.Verification;
import org.rlvr4j.trainer.config.StrategyCatalog;

/**
 * What a process samples, judges and trains with. An installation or image that was not renewed everywhere would
 * otherwise mix rewards of two verifiers in one batch, and keep verdicts of one as those of the other.
 *
 * @param hashes of the code by what it is of
 */
record CodeVersion(SortedMap<String, String> hashes) implements Serializable {

    private static final int MOST_NAMED = 5;

    private static final class Holder {
        static final CodeVersion OF_THIS_PROCESS = read();
    }

    /** This process's, read once. */
    static CodeVersion ofThisProcess() {
        return Holder.OF_THIS_PROCESS;
    }

    private static CodeVersion read() {
        Map<String, Class<?>> code = new LinkedHashMap<>();
        code.put("api", Problem.class);
        code.put("runtime-gpu", DjlRuntimeProvider.class);
        code.put("runtime-spark", CodeVersion.class);
        code.put("trainer", Verification.class);
        code.put("Deep Java Library", Engine.class);
        // those of plugins travel with a job
        StrategyCatalog builtIn = StrategyCatalog.load();
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            for (StrategyProvider<?, ?> provider : builtIn.all(kind)) {
                code.put(kind.title() + " " + provider.id(), provider.getClass());
            }
        }
        SortedMap<String, String> hashes = new TreeMap<>();
        try {
            for (Map.Entry<String, Class<?>> entry : code.entrySet()) {
                hashes.put(entry.getKey(), FileHashes.ofCode(entry.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the code of this process cannot be read: " + e.getMessage(), e);
        }
        return new CodeVersion(hashes);
    }

    /**
     * Refuses to work for a driver of other code.
     *
     * @param driver the driver's
     * @throws IllegalStateException if this process's differs; the message says in what
     */
    void requireThatOf(CodeVersion driver) {
        if (equals(driver)) {
            return;
        }
        SortedMap<String, String> all = new TreeMap<>(hashes);
        all.putAll(driver.hashes);
        List<String> differ = all.keySet().stream()
                .filter(name -> !String.valueOf(hashes.get(name)).equals(String.valueOf(driver.hashes.get(name))))
                .toList();
        throw new IllegalStateException("rlvr4j here is not the driver's, they differ in "
                + differ.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (differ.size() > MOST_NAMED ? " and " + (differ.size() - MOST_NAMED) + " more" : "")
                + "; install the same build on all machines, or build the executors' image anew");
    }
}
