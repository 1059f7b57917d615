package org.rlvr4j.cli.ablation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/**
 * Success counts of n samples in buckets that grow by the factor 4: 0, 1–3, 4–15, …, n.
 *
 * @param samples n
 * @param starts the least count of each bucket, ascending
 */
record DifficultyBuckets(int samples, List<Integer> starts) {

    private static final int FACTOR = 4;

    static DifficultyBuckets of(int samples) {
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        for (long start = 1; start < samples; start *= FACTOR) {
            starts.add((int) start);
        }
        starts.add(samples);
        return new DifficultyBuckets(samples, List.copyOf(starts));
    }

    List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int first = starts.get(i);
            int last = i + 1 < starts.size() ? starts.get(i + 1) - 1 : samples;
            labels.add(first == last ? Integer.toString(first) : first + "-" + last);
        }
        return labels;
    }

    int indexOf(ProblemOutcome outcome) {
        int index = 0;
        while (index + 1 < starts.size() && outcome.correct() >= starts.get(index + 1)) {
            index++;
        }
        return index;
    }

    /** Counts the problems that moved from one bucket to another, in the mean over seeds; shape [from][to]. */
    List<List<Double>> transitions(List<ProblemOutcome> base, List<List<ProblemOutcome>> seeds) {
        double[][] counts = new double[starts.size()][starts.size()];
        for (List<ProblemOutcome> seed : seeds) {
            for (int p = 0; p < base.size(); p++) {
                counts[indexOf(base.get(p))][indexOf(seed.get(p))] += 1.0 / seeds.size();
            }
        }
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }

    /** Says how many problems of each base difficulty are solved at all. */
    List<AblationReport.Coverage> coverage(List<ProblemOutcome> base, List<List<ProblemOutcome>> seeds) {
        List<String> labels = labels();
        List<AblationReport.Coverage> coverage = new ArrayList<>();
        for (int bucket = 0; bucket < labels.size(); bucket++) {
            int problems = 0;
            double solved = 0;
            for (int p = 0; p < base.size(); p++) {
                if (indexOf(base.get(p)) == bucket) {
                    problems++;
                    for (List<ProblemOutcome> seed : seeds) {
                        solved += seed.get(p).correct() > 0 ? 1.0 / seeds.size() : 0;
                    }
                }
            }
            if (problems > 0) {
                coverage.add(new AblationReport.Coverage(
                        labels.get(bucket), problems, bucket == 0 ? 0 : 1, solved / problems));
            }
        }
        return coverage;
    }
}
