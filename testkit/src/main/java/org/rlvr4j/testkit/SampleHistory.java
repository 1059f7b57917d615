package org.rlvr4j.testkit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.SuccessHistory;

/** A history that is written by hand and remembers which problems it was asked about. Not safe for several threads. */
public final class SampleHistory implements SuccessHistory {

    private final Map<String, Evidence> evidence = new TreeMap<>();
    private final Set<String> asked = new TreeSet<>();

    /** Starts without any visit. */
    public SampleHistory() {}

    /**
     * Sets what earlier visits of a problem showed.
     *
     * @param problemId the problem's id
     * @param shown its evidence
     * @return this
     */
    public SampleHistory with(String problemId, Evidence shown) {
        evidence.put(problemId, shown);
        return this;
    }

    @Override
    public Evidence of(String problemId) {
        asked.add(problemId);
        return evidence.getOrDefault(problemId, Evidence.NONE);
    }

    /**
     * Returns the problems that were asked about.
     *
     * @return their ids
     */
    public Set<String> asked() {
        return Set.copyOf(asked);
    }

    /**
     * Returns all that is in the history now.
     *
     * @return evidence by problem id, a copy
     */
    public Map<String, Evidence> contents() {
        return Map.copyOf(evidence);
    }
}
