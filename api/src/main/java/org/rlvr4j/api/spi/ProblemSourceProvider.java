package org.rlvr4j.api.spi;

import java.nio.file.Path;
import java.util.List;
import org.rlvr4j.api.data.ProblemSource;

/**
 * Provider of a {@link ProblemSource}.
 *
 * @param <O> the options record
 */
public interface ProblemSourceProvider<O extends Record> extends StrategyProvider<ProblemSource, O> {

    /**
     * Names the files that the source would read and that are not there, so that a recipe can be looked at without them.
     *
     * @param options the source's options
     * @return the missing files; empty by default
     */
    default List<Path> missing(O options) {
        return List.of();
    }
}
