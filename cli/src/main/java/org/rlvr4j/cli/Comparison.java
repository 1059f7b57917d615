package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.CurveDifference;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.Difference;
import org.rlvr4j.estimators.passatk.PassAtK;

/** Pass@k of a base and of several arms with paired seeds, and their differences with intervals. */
final class Comparison {

    private static final double LEVEL = 0.95;
    private static final BootstrapOptions RESAMPLES =
            OptionSchema.of(BootstrapOptions.class).defaults();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String task;
    private final int samples;
    private final int[] ks;
    private final List<ProblemOutcome> base;
    private final Map<String, List<SeedOutcomes>> arms = new LinkedHashMap<>();
    private final PassAtK passAtK = new PassAtK(RESAMPLES);
    private final PairedBootstrap bootstrap = new PairedBootstrap(RESAMPLES, LEVEL);

    /** What one seed of an arm gave on the held-out problems. */
    private record SeedOutcomes(long seed, List<ProblemOutcome> outcomes) {}

    Comparison(String task, int samples, List<ProblemOutcome> base) {
        this.task = task;
        this.samples = samples;
        this.ks = SampleCounts.doublingUpTo(samples);
        this.base = base;
    }

    void add(String arm, long seed, List<ProblemOutcome> outcomes) {
        arms.computeIfAbsent(arm, name -> new ArrayList<>()).add(new SeedOutcomes(seed, outcomes));
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

    private double[] meanCurve(List<SeedOutcomes> seeds) {
        double[] mean = new double[ks.length];
        for (SeedOutcomes seed : seeds) {
            double[] curve = curve(seed.outcomes);
            for (int k = 0; k < ks.length; k++) {
                mean[k] += curve[k] / seeds.size();
            }
        }
        return mean;
    }

    private static double meanOverK(double[] curve) {
        return Arrays.stream(curve).average().orElse(Double.NaN);
    }

    private static List<List<ProblemOutcome>> outcomes(List<SeedOutcomes> seeds) {
        return seeds.stream().map(SeedOutcomes::outcomes).toList();
    }

    /** The difference of an arm from another arm, or from the base where none is named. */
    private CurveDifference difference(String left, String right) {
        List<List<ProblemOutcome>> of = outcomes(arms.getOrDefault(left, List.of()));
        List<List<ProblemOutcome>> from =
                right.isEmpty() ? List.of(base) : outcomes(arms.getOrDefault(right, List.of()));
        return bootstrap.curves(passAtK, of, from, ks, new SplittableRandom(0));
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
            for (SeedOutcomes seed : seeds) {
                ObjectNode node = seedNodes.addObject();
                node.put("seed", seed.seed);
                putCurve(node, curve(seed.outcomes));
            }
            double[] mean = meanCurve(seeds);
            putCurve(arm.putObject("mean"), mean);
            arm.put("meanOverK", meanOverK(mean));
            putDifference(arm.putObject("differenceFromBase"), difference(name, ""));
        });
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    /** The table for people: curves, differences with intervals, and what became of the three claims. */
    String table() {
        StringBuilder out = new StringBuilder();
        int seeds = arms.values().iterator().next().size();
        out.append(String.format(
                Locale.ROOT,
                "Pass@k on %d held-out problems, %d samples each, mean of %d seed(s)%n",
                base.size(),
                samples,
                seeds));
        out.append(header());
        out.append(row("base", curve(base)));
        arms.forEach((name, of) -> out.append(row(name, meanCurve(of))));
        out.append(String.format(
                Locale.ROOT,
                "%nDifferences with %.0f %% intervals (bootstrap over %sproblems)%n",
                100 * LEVEL,
                seeds > 1 ? "seeds and " : ""));
        out.append(String.format(
                Locale.ROOT, "%-28s  %-24s  %-24s  %-24s%n", "", "Pass@1", "Pass@" + samples, "mean over k"));
        for (String arm : arms.keySet()) {
            out.append(differences(arm + " - base", difference(arm, "")));
        }
        if (arms.containsKey("bbg")) {
            for (String other : arms.keySet()) {
                if (!other.equals("bbg")) {
                    out.append(differences("bbg - " + other, difference("bbg", other)));
                }
            }
        }
        return out.append(System.lineSeparator()).toString();
    }

    private String header() {
        StringBuilder line = new StringBuilder(String.format("%-18s", ""));
        for (int k : ks) {
            line.append(String.format(Locale.ROOT, "%7s", "k=" + k));
        }
        return line.append(String.format("%8s%n", "mean")).toString();
    }

    private static String row(String name, double[] curve) {
        StringBuilder line = new StringBuilder(String.format("%-18s", name));
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
                "%-28s  %-24s  %-24s  %-24s%n",
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
