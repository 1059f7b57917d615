package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/** What the demo's runs gave so far; there is nothing to compare before the base is evaluated and one arm is done. */
final class DemoResults {

    private final String task;
    private final int samples;
    private final Map<DemoRun, List<ProblemOutcome>> outcomes = new LinkedHashMap<>();

    /**
     * Begins without any run.
     *
     * @param task what the problems are
     * @param samples samples of each problem
     */
    DemoResults(String task, int samples) {
        this.task = task;
        this.samples = samples;
    }

    void add(DemoRun run, List<ProblemOutcome> of) {
        outcomes.put(run, of);
    }

    private Optional<Comparison> comparison() {
        Optional<Comparison> comparison = outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().arm() == Arm.BASE)
                .findAny()
                .map(base -> new Comparison(task, samples, base.getValue()));
        comparison.ifPresent(begun -> {
            for (Arm arm : Arm.trained()) {
                outcomes.forEach((run, of) -> {
                    if (run.arm() == arm) {
                        begun.add(arm.title(), run.seed(), of);
                    }
                });
            }
        });
        return comparison.filter(begun -> !begun.isEmpty());
    }

    void writeSummary(Path file) throws IOException {
        Optional<Comparison> comparison = comparison();
        if (comparison.isPresent()) {
            comparison.get().writeSummary(file);
        }
    }

    Optional<String> table() {
        return comparison().map(Comparison::table);
    }
}
