package org.rlvr4j.trainer.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.ProblemSourceProvider;

/**
 * Stands for a problem source whose files are not there, where a recipe is only looked at: as many empty problems on either
 * side as recipes may ask for.
 *
 * @param missing the files
 * @param training empty problems
 * @param heldOut empty problems
 */
public record AbsentProblems(List<Path> missing, List<Problem> training, List<Problem> heldOut)
        implements ProblemSource {

    private static final int MOST = 20_000;

    /** Copies. */
    public AbsentProblems {
        missing = List.copyOf(missing);
        training = List.copyOf(training);
        heldOut = List.copyOf(heldOut);
    }

    static AbsentProblems of(List<Path> missing) {
        return new AbsentProblems(missing, empty("training"), empty("held-out"));
    }

    private static List<Problem> empty(String side) {
        return IntStream.range(0, MOST)
                .mapToObj(i -> new Problem("absent-" + side + "-" + i, "", ""))
                .toList();
    }

    /** A provider that gives absent problems where files are missing, and what the other provider gives where none is. */
    static <O extends Record> ProblemSourceProvider<O> insteadOf(ProblemSourceProvider<O> provider) {
        return new ProblemSourceProvider<>() {
            @Override
            public String id() {
                return provider.id();
            }

            @Override
            public String description() {
                return provider.description();
            }

            @Override
            public Class<O> optionsType() {
                return provider.optionsType();
            }

            @Override
            public ProblemSource create(O options) {
                List<Path> missing = provider.missing(options);
                return missing.isEmpty() ? provider.create(options) : of(missing);
            }
        };
    }

    @Override
    public String description() {
        return "problems of files that are not there";
    }
}
