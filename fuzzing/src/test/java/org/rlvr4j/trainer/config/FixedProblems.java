package org.rlvr4j.trainer.config;

import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.ProblemSourceProvider;

/** Problems that cost nothing, for recipes that are fuzzed. */
public final class FixedProblems implements ProblemSourceProvider<NoOptions> {

    static final String ID = "fixed";

    /** For ServiceLoader. */
    public FixedProblems() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Two problems.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public ProblemSource create(NoOptions options) {
        return new ProblemSource() {
            @Override
            public List<Problem> training() {
                return List.of(new Problem("a", "1+1=", "2"));
            }

            @Override
            public List<Problem> heldOut() {
                return List.of(new Problem("b", "1+2=", "3"));
            }

            @Override
            public String description() {
                return "two problems";
            }
        };
    }
}
