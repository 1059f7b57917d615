package org.rlvr4j.cli;

import java.nio.file.Path;

/** Where the command was installed: the launcher says. */
final class Installation {

    private Installation() {}

    static Path file(String relative) {
        return Path.of(System.getProperty("rlvr4j.home", ".")).resolve(relative);
    }
}
