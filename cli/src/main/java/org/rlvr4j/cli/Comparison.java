package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.CurveDifference;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.Difference;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.trainer.run.RunFolder;

/** Pass@k of a base and of several arms with paired seeds, and their differences with intervals. */
final class Comparison {

    /** The arm that is compared with every other. */
    private static final String FLAGSHIP = "bbg";

    private static final double LEVEL = 0.95;
    private static final BootstrapOptions RESAMPLES =
            OptionSchema.of(BootstrapOptions.class).defaults();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String task;
    private final int samples;
    private final int[] ks;
    private final List<ProblemOutcome> base;
    private final Map<String, SortedMap<Long, List<ProblemOutcome>>> arms = new LinkedHashMap<>();
    private final PassAtK passAtK = new PassAtK(RESAMPLES);
    private final PairedBootstrap bootstrap = new PairedBootstrap(RESAMPLES, LEVEL);

    Comparison(String task, int samples, List<ProblemOutcome> base) {
        this.task = task;
        this.samples = samples;
        this.ks = SampleCounts.doublingUpTo(samples);
        this.base = base;
    }

    void add(String arm, long seed, List<ProblemOutcome> outcomes) {
        arms.computeIfAbsent(arm, name -> new TreeMap<>()).put(seed, outcomes);
    }

    boolean isEmpty() {
        return arms.isEmpty();
    }

    /** Mean over problems at each k; shape [K]. */
    private double[] curve(List<ProblemOutcome> outcomes) {
        double[] sums = new double[ks.length];
        for (ProblemOutcome outcome : outcomes) {
            double[] values = passAtK.estimate(outcome, ks);
            for (int k = 0; k < ks.length; k++) {
                sums[k] += values[k];
            }
        }
        return Arrays.stream(sums).map(sum -> sum / outcomes.size()).toArray();
    }

    private double[] meanCurve(SortedMap<Long, List<ProblemOutcome>> seeds) {
        double[] mean = new double[ks.length];
        for (List<ProblemOutcome> outcomes : seeds.values()) {
            double[] curve = curve(outcomes);
            for (int k = 0; k < ks.length; k++) {
                mean[k] += curve[k] / seeds.size();
            }
        }
        return mean;
    }

    private static double meanOverK(double[] curve) {
        return Arrays.stream(curve).average().orElse(Double.NaN);
    }

    /** The difference of an arm from the base. */
    private CurveDifference fromBase(String arm) {
        return difference(List.copyOf(seeds(arm).values()), List.of(base));
    }

    /** The difference of two arms over the seeds that both have; empty where they share none. */
    private Optional<CurveDifference> between(String left, String right) {
        SortedMap<Long, List<ProblemOutcome>> of = new TreeMap<>(seeds(left));
        SortedMap<Long, List<ProblemOutcome>> from = new TreeMap<>(seeds(right));
        of.keySet().retainAll(from.keySet());
        from.keySet().retainAll(of.keySet());
        return of.isEmpty()
                ? Optional.empty()
                : Optional.of(difference(List.copyOf(of.values()), List.copyOf(from.values())));
    }

    private SortedMap<Long, List<ProblemOutcome>> seeds(String arm) {
        return arms.getOrDefault(arm, new TreeMap<>());
    }

    private CurveDifference difference(List<List<ProblemOutcome>> left, List<List<ProblemOutcome>> right) {
        return bootstrap.curves(passAtK, left, right, ks, new SplittableRandom(0));
    }

    /** Writes the numbers as JSON, replacing an earlier file at once. */
    void writeSummary(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("task", task);
        root.put("samples", samples);
        root.put("heldOutProblems", base.size());
        ObjectNode baseNode = root.putObject("base");
        putCurve(baseNode, curve(base));
        ArrayNode armNodes = root.putArray("arms");
        arms.forEach((name, seeds) -> {
            ObjectNode arm = armNodes.addObject();
            arm.put("name", name);
            ArrayNode seedNodes = arm.putArray("seeds");
            seeds.forEach((seed, outcomes) -> {
                ObjectNode node = seedNodes.addObject();
                node.put("seed", seed);
                putCurve(node, curve(outcomes));
            });
            double[] mean = meanCurve(seeds);
            putCurve(arm.putObject("mean"), mean);
            arm.put("meanOverK", meanOverK(mean));
            putDifference(arm.putObject("differenceFromBase"), fromBase(name));
        });
        RunFolder.writeWhole(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }

    private void putCurve(ObjectNode node, double[] curve) {
        ObjectNode values = node.putObject("passAtK");
        for (int k = 0; k < ks.length; k++) {
            values.put(Integer.toString(ks[k]), curve[k]);
        }
        node.put("meanOverK", meanOverK(curve));
    }

    private static void putDifference(ObjectNode node, CurveDifference difference) {
        ObjectNode atK = node.putObject("passAtK");
        for (Curve.Point point : difference.atK().points()) {
            atK.putObject(Integer.toString(point.k()))
                    .put("difference", point.value())
                    .put("low", point.low())
                    .put("high", point.high());
        }
        node.putObject("meanOverK")
                .put("difference", difference.meanOverK().mean())
                .put("low", difference.meanOverK().low())
                .put("high", difference.meanOverK().high());
    }

    /** The table for people: curves, and differences with intervals. */
    String table() {
        StringBuilder out = new StringBuilder();
        out.append(
                String.format(Locale.ROOT, "Pass@k on %d held-out problems, %d samples each%n", base.size(), samples));
        out.append(header());
        out.append(row("base", curve(base)));
        arms.forEach((name, seeds) ->
                out.append(row(name + (seeds.size() > 1 ? " x" + seeds.size() : ""), meanCurve(seeds))));
        boolean several = arms.values().stream().anyMatch(seeds -> seeds.size() > 1);
        out.append(String.format(
                Locale.ROOT,
                "%nDifferences with %.0f %% intervals (bootstrap over %s)%n",
                100 * LEVEL,
                several
                        ? "seeds and problems"
                        : "problems; one seed says nothing of other seeds, `demo --seeds 5` does"));
        out.append(String.format(
                Locale.ROOT, "%-24s  %-23s  %-23s  %-23s%n", "", "Pass@1", "Pass@" + samples, "mean over k"));
        arms.keySet().forEach(arm -> out.append(differences(arm + " - base", fromBase(arm))));
        arms.keySet().stream()
                .filter(other -> !other.equals(FLAGSHIP))
                .forEach(other -> between(FLAGSHIP, other)
                        .ifPresent(difference -> out.append(differences(FLAGSHIP + " - " + other, difference))));
        return out.append(System.lineSeparator()).toString();
    }

    private String header() {
        StringBuilder line = new StringBuilder(String.format("%-21s", ""));
        for (int k : ks) {
            line.append(String.format(Locale.ROOT, "%7s", "k=" + k));
        }
        return line.append(String.format("%8s%n", "mean")).toString();
    }

    private static String row(String name, double[] curve) {
        StringBuilder line = new StringBuilder(String.format("%-21s", name));
        for (double value : curve) {
            line.append(String.format(Locale.ROOT, "%7.3f", value));
        }
        return line.append(String.format(Locale.ROOT, "%8.3f%n", meanOverK(curve)))
                .toString();
    }

    private static String differences(String name, CurveDifference difference) {
        List<Curve.Point> points = difference.atK().points();
        Curve.Point first = points.get(0);
        Curve.Point last = points.get(points.size() - 1);
        return String.format(
                Locale.ROOT,
                "%-24s  %-23s  %-23s  %-23s%n",
                name,
                interval(new Difference(first.value(), first.low(), first.high())),
                interval(new Difference(last.value(), last.low(), last.high())),
                interval(difference.meanOverK()));
    }

    private static String interval(Difference difference) {
        return String.format(
                Locale.ROOT, "%+.3f [%+.3f, %+.3f]", difference.mean(), difference.low(), difference.high());
    }
}
