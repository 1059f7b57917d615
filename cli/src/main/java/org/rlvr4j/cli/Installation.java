package org.rlvr4j.cli;

import java.nio.file.Path;
import org.rlvr4j.trainer.config.StrategyCatalog;

/** What the command was installed with: its files, where the launcher says, and its strategies. */
final class Installation {

    private Installation() {}

    static Path file(String relative) {
        return Path.of(System.getProperty("rlvr4j.home", ".")).resolve(relative);
    }

    /** Finds every strategy; a jar that cannot be loaded or clashes with another is the user's to remove. */
    static StrategyCatalog strategies() {
        try {
            return StrategyCatalog.load();
        } catch (IllegalStateException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
