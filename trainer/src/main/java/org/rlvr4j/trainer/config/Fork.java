package org.rlvr4j.trainer.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.trainer.RetentionOptions;
import org.rlvr4j.trainer.run.Checkpoints;
import org.rlvr4j.trainer.run.LoopState;
import org.rlvr4j.trainer.run.MetricsFile;
import org.rlvr4j.trainer.run.RunFolder;
import org.rlvr4j.trainer.run.RunFolderException;

/**
 * A new run that begins at a checkpoint of another one. Steps count on from the checkpoint's, so that a fork with an unchanged
 * recipe gives the bits that its parent gives.
 *
 * <pre>{@code
 * Fork fork = Fork.at(Path.of("runs/parent"), "40", System.err::println);
 * try (RunFolder folder = RunFolder.open(Path.of("runs/child"), RunFolder.Existing.REFUSE)) {
 *     Fork.Started started = fork.start(runtime, folder, EnumSet.allOf(Fork.Part.class));
 *     new TrainingRun(recipe, runtime, folder).train();
 * }
 * }</pre>
 */
public final class Fork {

    /** The newest undamaged checkpoint. */
    public static final String LAST = "last";

    /** The best checkpoint by the measure of the parent's {@code checkpoints.keep-best}. */
    public static final String BEST = "best";

    private final Path run;
    private final Path checkpoint;
    private final LoopState state;

    /** What a fork may take over beside the weights and the number of steps. */
    public enum Part {
        /** The optimiser's moments. */
        OPTIMIZER,
        /** The success history of problems, by their id. */
        HISTORY,
        /** How many problems were drawn. */
        CURSOR,
        /** What guards remember of the start, and the factor that they have put on the learning rate. */
        GUARDS
    }

    /**
     * What a started fork is.
     *
     * @param step the step from which it goes on
     * @param facts what its manifest says of its parent
     */
    public record Started(long step, SortedMap<String, String> facts) {}

    private Fork(Path run, Path checkpoint, LoopState state) {
        this.run = run;
        this.checkpoint = checkpoint;
        this.state = state;
    }

    /**
     * Finds a checkpoint of a run.
     *
     * @param run the parent's folder; it may be training
     * @param step the step, {@link #LAST} or {@link #BEST}
     * @param said receives a line for each damaged checkpoint that was passed over
     * @return the fork, of which nothing is started yet
     * @throws RunFolderException if there is no such checkpoint, or it is damaged
     * @throws IOException if the folder cannot be read
     */
    public static Fork at(Path run, String step, Consumer<String> said) throws IOException {
        Path folder = run.resolve("checkpoints");
        if (!Files.isDirectory(folder)) {
            throw new RunFolderException("there is no run with checkpoints in " + run);
        }
        Checkpoints checkpoints = new Checkpoints(folder, 1);
        List<Long> steps = checkpoints.steps();
        Path checkpoint = switch (step) {
            case LAST -> last(folder, steps, said);
            case BEST -> undamaged(path(folder, best(run, steps)));
            default -> undamaged(path(folder, number(run, step, steps)));
        };
        return new Fork(run, checkpoint, Checkpoints.readLoop(checkpoint));
    }

    private static Path path(Path folder, long step) {
        return folder.resolve(String.format(Locale.ROOT, "step-%08d", step));
    }

    private static Path undamaged(Path checkpoint) {
        Optional<String> damage = Checkpoints.damage(checkpoint);
        if (damage.isPresent()) {
            throw new RunFolderException("checkpoint " + checkpoint + " is damaged: " + damage.get());
        }
        return checkpoint;
    }

    private static Path last(Path folder, List<Long> steps, Consumer<String> said) {
        for (long step : steps.stream().sorted(Comparator.reverseOrder()).toList()) {
            Path checkpoint = path(folder, step);
            Optional<String> damage = Checkpoints.damage(checkpoint);
            if (damage.isEmpty()) {
                return checkpoint;
            }
            said.accept("checkpoint " + checkpoint + " is damaged and passed over: " + damage.get());
        }
        throw new RunFolderException(folder + " has no undamaged checkpoint");
    }

    private static long number(Path run, String step, List<Long> steps) {
        if (!step.matches("\\d{1,18}")) {
            throw new RunFolderException(step + " is no step: name a number of steps, " + LAST + " or " + BEST + "; "
                    + run + " has " + steps);
        }
        long wanted = Long.parseLong(step);
        if (!steps.contains(wanted)) {
            throw new RunFolderException(run + " has no checkpoint of step " + wanted + "; it has " + steps);
        }
        return wanted;
    }

    private static long best(Path run, List<Long> steps) throws IOException {
        String measure = Provenance.recorded(run, "checkpoints.keep-best")
                .map(value -> value.replace("\"", ""))
                .orElse("");
        if (measure.isEmpty()) {
            throw new RunFolderException(
                    run + " has no best checkpoint: its recipe does not say checkpoints.keep-best");
        }
        RetentionOptions options = new RetentionOptions(0, measure);
        Map<Long, Double> values = new TreeMap<>();
        MetricsFile.read(run.resolve("metrics.jsonl"), event -> {
            long step = event.path("step").asLong();
            var value = event.path(options.bestMetric()).path(Integer.toString(options.bestK()));
            if (event.path("event").asText().equals("evaluation") && value.isNumber() && steps.contains(step)) {
                values.put(step, value.asDouble());
            }
        });
        return values.entrySet().stream()
                .max(Map.Entry.<Long, Double>comparingByValue()
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new RunFolderException("no checkpoint of " + run + " was evaluated by " + measure));
    }

    /**
     * Returns the step of the checkpoint.
     *
     * @return from which the fork goes on
     */
    public long step() {
        return state.completed();
    }

    /**
     * Returns the folder of the parent.
     *
     * @return the run's folder
     */
    public Path run() {
        return run;
    }

    /**
     * Says what a recipe can take over without being told: all of it, but what belongs to problems only where they are the
     * parent's.
     *
     * @param facts the facts of the new run
     * @return the parts
     * @throws IOException if the parent's manifest cannot be read
     */
    public Set<Part> fitting(Map<String, String> facts) throws IOException {
        String key = "trainingProblemsSha256";
        boolean sameProblems =
                Objects.equals(Provenance.manifest(run).get(key), facts.get(key)) && facts.containsKey(key);
        return sameProblems ? EnumSet.allOf(Part.class) : EnumSet.of(Part.OPTIMIZER);
    }

    /**
     * Restores the policy and writes the new run's first checkpoint. The recipe is written afterwards, by
     * {@link Provenance#write}: killed in between, the folder holds no run yet.
     *
     * @param runtime the policy of the new run's recipe
     * @param folder the new run's folder
     * @param carried what is taken over
     * @return where the new run stands
     * @throws RunFolderException if the checkpoint does not fit the policy
     * @throws IOException if the checkpoint cannot be written
     */
    public Started start(PolicyRuntime runtime, RunFolder folder, Set<Part> carried) throws IOException {
        try {
            if (carried.contains(Part.OPTIMIZER)) {
                runtime.restoreState(checkpoint);
            } else {
                runtime.restorePolicy(checkpoint);
            }
        } catch (IOException e) {
            throw new RunFolderException("cannot fork " + checkpoint + ": " + e.getMessage());
        }
        boolean guards = carried.contains(Part.GUARDS);
        new Checkpoints(folder.checkpoints(), 1)
                .save(
                        runtime,
                        new LoopState(
                                state.completed(),
                                carried.contains(Part.CURSOR) ? state.cursor() : 0,
                                carried.contains(Part.HISTORY) ? state.history() : Map.of(),
                                state.completed(),
                                guards ? state.learningRateScale() : 1,
                                0,
                                guards ? state.guards() : Map.of()));
        return new Started(state.completed(), facts(carried));
    }

    private SortedMap<String, String> facts(Set<Part> carried) throws IOException {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("fork run", run.toAbsolutePath().normalize().toString());
        facts.put("fork step", Long.toString(state.completed()));
        facts.put("fork checkpointSha256", Checkpoints.fingerprint(checkpoint));
        facts.put("fork carried", "weights, " + names(carried));
        facts.put("fork anew", names(EnumSet.complementOf(copy(carried))));
        Optional.ofNullable(Provenance.manifest(run).get("recipeSha256"))
                .ifPresent(hash -> facts.put("fork parentRecipeSha256", hash));
        return facts;
    }

    private static EnumSet<Part> copy(Set<Part> parts) {
        EnumSet<Part> copy = EnumSet.noneOf(Part.class);
        copy.addAll(parts);
        return copy;
    }

    private static String names(Set<Part> parts) {
        return parts.isEmpty()
                ? "nothing else"
                : copy(parts).stream()
                        .map(part -> part.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }
}
