package org.rlvr4j.api.spi;

import java.io.IOException;
import java.util.SortedMap;

/**
 * A {@link PolicyRuntimeProvider} whose machines can also run whole commands, each as a process of one machine.
 *
 * @param <O> the options record
 */
public interface RunPlacementProvider<O extends Record> {

    /**
     * Says which runtime computes the same in one process.
     *
     * @param options where and how this one runs
     * @return the values of the section {@code runtime} by key, as text, the id among them
     */
    SortedMap<String, String> inOneProcess(O options);

    /**
     * Connects to the machines.
     *
     * @param options where they are
     * @return the connection, to be closed by the caller
     * @throws IOException if they cannot be used
     * @throws InvalidOptionException if the options name machines that cannot be used
     */
    RunPlacement connect(O options) throws IOException;
}
