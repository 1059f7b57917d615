package org.rlvr4j.api.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A Java command for another machine, which has this program and shares the named folders with this one.
 *
 * @param name what it is called
 * @param javaOptions options of the machine's Java
 * @param mainClass of this program
 * @param arguments its command line
 * @param whenBegun further arguments where an earlier process has begun it
 * @param folder that it writes, and that one process at a time may have
 * @param begun the file that is there once it was begun
 * @param log what its words are added to
 */
public record PlacedCommand(
        String name,
        List<String> javaOptions,
        String mainClass,
        List<String> arguments,
        List<String> whenBegun,
        Path folder,
        Path begun,
        Path log) {

    /** Copies, and makes paths absolute. */
    public PlacedCommand {
        Objects.requireNonNull(name, "name");
        javaOptions = List.copyOf(javaOptions);
        Objects.requireNonNull(mainClass, "mainClass");
        arguments = List.copyOf(arguments);
        whenBegun = List.copyOf(whenBegun);
        folder = folder.toAbsolutePath().normalize();
        begun = begun.toAbsolutePath().normalize();
        log = log.toAbsolutePath().normalize();
    }
}
