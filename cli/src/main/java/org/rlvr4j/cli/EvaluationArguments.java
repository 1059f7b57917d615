package org.rlvr4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code evaluate} evaluates on files, and how finely. */
final class EvaluationArguments {

    /** How samples are shared out. */
    enum Allocation {
        /** Every problem gets the same number. */
        EQUAL,
        /** Problems of which less is known get more. */
        ADAPTIVE
    }

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "Problems: .jsonl, .ndjson, .json (each also with .gz) or .parquet; may be given again. Rows need"
                            + " only prompt and answer.")
    List<Path> data = new ArrayList<>();

    @Option(
            names = "--references-in",
            paramLabel = "DIR",
            description =
                    "Keeps gold answers and tests in files of this folder and not in memory, as the recipe key"
                            + " references-in does; with --runtime spark at one path of all machines, where executors read them.")
    Path referencesIn = Path.of("");

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Asks the server there, such as http://127.0.0.1:8000/v1 of vLLM, SGLang or llama.cpp.")
    String endpoint = "";

    @Option(
            names = "--verifier",
            paramLabel = "ID",
            description = "Who judges: math (the default), code, or another of `rlvr4j strategies`.")
    String verifier = "math";

    @Option(
            names = "--verifier-set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of the verifier; may be given again.")
    List<String> verifierOptions = new ArrayList<>();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Answers to each problem; 16 by default. With --allocation adaptive their mean.")
    int samples = 16;

    @Option(
            names = "--k",
            paramLabel = "LIST",
            description = "Where Pass@k is given: 1..256, 1,2,8, or doublings, the default.")
    String k = "doublings";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Takes N of the problems, chosen by hashes of their ids; by default all.")
    int limit;

    @Option(names = "--level", paramLabel = "X", description = "The confidence of all intervals; 0.95 by default.")
    double level = 0.95;

    @Option(
            names = "--until-interval",
            paramLabel = "W",
            description =
                    "Ends as soon as the accuracy on these problems is known to within ±W, such as 0.02; --samples is"
                            + " then the most.")
    @Nullable
    Double untilInterval;

    @Option(
            names = "--allocation",
            paramLabel = "equal|adaptive",
            description = "Whether every problem gets as many samples (the default), or those get more whose accuracy a"
                    + " pilot, which is not counted, leaves least known.")
    Allocation allocation = Allocation.EQUAL;

    @Option(
            names = "--pilot",
            paramLabel = "N",
            description = "Samples of each problem in the pilot; by default a quarter of --samples, from 4 to 16.")
    int pilot;

    @Option(
            names = "--max-failed",
            paramLabel = "SHARE",
            description = "The share of failed samples above which no numbers are given; 0.02 by default.")
    double maxFailed = 0.02;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "With --endpoint: a text that ends an answer; may be given again.")
    List<String> stops = new ArrayList<>();

    @Option(
            names = "--reverify",
            description = "Opens no model: judges anew the samples that OUT holds of the model that was used last.")
    boolean reverify;

    OptionalDouble until() {
        return untilInterval == null ? OptionalDouble.empty() : OptionalDouble.of(untilInterval);
    }

    /** The samples of the pilot; 0 without one. */
    int pilotSamples() {
        if (allocation == Allocation.EQUAL) {
            if (pilot != 0) {
                throw new BadInputException("--pilot " + pilot + " needs --allocation adaptive");
            }
            return 0;
        }
        int chosen = pilot == 0 ? Math.min(16, Math.max(4, samples / 4)) : pilot;
        if (chosen < 2 || chosen >= samples) {
            throw new BadInputException(
                    "--allocation adaptive needs a pilot of at least 2 samples, fewer than --samples " + samples
                            + "; got " + chosen);
        }
        return chosen;
    }
}
