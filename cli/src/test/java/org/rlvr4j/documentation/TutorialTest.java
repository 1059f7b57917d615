package org.rlvr4j.documentation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the whole tutorial, from its first command to its last. */
final class TutorialTest {

    @TempDir
    Path folder;

    @Test
    void everyCommandOfTheTutorialDoesWhatItSays() throws IOException, InterruptedException {
        try (Shell shell = new Shell(folder)) {
            int run = new Walkthrough(shell, true).follow(Pages.blocks("docs/tutorial.md"));
            assertTrue(run > 10, "blocks of commands: " + run);
        }
    }

    @Test
    void blocksThatSayNothingOrTooMuchFail() throws IOException, InterruptedException {
        try (Shell shell = new Shell(folder)) {
            Walkthrough walkthrough = new Walkthrough(shell, true);
            for (Block wrong : List.of(
                    new Block("p", 1, "", "", "bin/rlvr4j doctor\n"),
                    new Block("p", 1, "not run: too long", "", "x\n"),
                    new Block("p", 1, "runs", "", "true\n"),
                    new Block("p", 1, "run", "", "false\ntrue\n"),
                    new Block("p", 1, "run exit 1", "", "true\n"),
                    new Block("p", 1, "run", "", "bin/rlvr4j tarin\n"),
                    new Block("p", 1, "output", "", "never printed\n"))) {
                assertThrows(AssertionError.class, () -> walkthrough.follow(List.of(wrong)), wrong::toString);
            }
        }
    }
}
