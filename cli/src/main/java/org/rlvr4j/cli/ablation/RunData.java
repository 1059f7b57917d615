package org.rlvr4j.cli.ablation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.run.BucketReport;
import org.rlvr4j.trainer.run.BucketColumns;
import org.rlvr4j.trainer.run.EvaluationFile;
import org.rlvr4j.trainer.run.MetricsFile;

/**
 * What one finished run left in its folder.
 *
 * @param seed its seed
 * @param evaluations the outcomes of every evaluation by step, the last step's among them
 * @param steps where each step's update went
 */
public record RunData(long seed, SortedMap<Long, List<ProblemOutcome>> evaluations, List<StepBuckets> steps) {

    private static final Pattern EVALUATION = Pattern.compile("step-(\\d{1,18})\\.json");

    /**
     * Where the update of one step went.
     *
     * @param step the step
     * @param buckets the judged groups by success count and size
     */
    public record StepBuckets(long step, List<BucketReport> buckets) {}

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if there is no evaluation
     */
    public RunData {
        if (evaluations.isEmpty()) {
            throw new IllegalArgumentException("a finished run has an evaluation");
        }
        steps = List.copyOf(steps);
    }

    /**
     * Reads the folder of a finished run.
     *
     * @param folder the run's folder
     * @param seed its seed
     * @return what it holds
     * @throws IOException if a file is missing or is not what its name says
     */
    public static RunData read(Path folder, long seed) throws IOException {
        SortedMap<Long, List<ProblemOutcome>> evaluations = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("evaluations"))) {
            for (Path file : files) {
                Matcher name = EVALUATION.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    evaluations.put(Long.parseLong(name.group(1)), EvaluationFile.readOutcomes(file));
                }
            }
        }
        if (evaluations.isEmpty()) {
            throw new IOException(folder + " holds no evaluation");
        }
        Path metrics = folder.resolve("metrics.jsonl");
        List<StepBuckets> steps = new ArrayList<>();
        try {
            MetricsFile.read(metrics, event -> {
                if (event.path("event").asText().equals("step")) {
                    steps.add(new StepBuckets(event.path("step").asLong(), BucketColumns.read(event)));
                }
            });
        } catch (IllegalArgumentException e) {
            throw new IOException(metrics + " does not hold the metrics of a run: " + e.getMessage(), e);
        }
        return new RunData(seed, evaluations, steps);
    }

    /** The outcomes after the last step. */
    List<ProblemOutcome> last() {
        return evaluations.getOrDefault(evaluations.lastKey(), List.of());
    }
}
