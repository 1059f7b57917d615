package org.rlvr4j.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Does what a page says. The comment above each fenced block says what the block is; a block without one fails:
 *
 * <ul>
 *   <li>{@code run}: commands for the shell, which succeed; {@code run exit 2}: the last ends with that code;
 *   <li>{@code run, interrupted after FILE has N lines}: one command, stopped by Ctrl-C;
 *   <li>{@code output}: lines that the commands before it printed, in this order, others between them; … stands for anything;
 *   <li>{@code file NAME}: the content of a file, which is written;
 *   <li>{@code copy of NAME}: what a file of the repository holds, as the page's generator put it there;
 *   <li>{@code not run: REASON}: only where the page allows it.
 * </ul>
 */
final class Walkthrough {

    private static final Pattern INTERRUPTED = Pattern.compile("run, interrupted after (\\S+) has ([0-9]+) lines?");

    private final Shell shell;
    private final boolean strict;
    private Shell.Outcome last = new Shell.Outcome(0, "");

    /** @param strict whether every block must be done, or some may be {@code not run} */
    Walkthrough(Shell shell, boolean strict) {
        this.shell = shell;
        this.strict = strict;
    }

    /** Does a page's blocks in their order and returns how many commands' blocks were run. */
    int follow(List<Block> blocks) throws IOException, InterruptedException {
        int run = 0;
        for (Block block : blocks) {
            run += follow(block) ? 1 : 0;
        }
        return run;
    }

    private boolean follow(Block block) throws IOException, InterruptedException {
        var interrupted = INTERRUPTED.matcher(block.annotation());
        if (interrupted.matches()) {
            List<String> words = List.of(block.text().strip().split("\\s+"));
            assertEquals("bin/rlvr4j", words.get(0), block.where());
            Path file = shell.folder().resolve(interrupted.group(1));
            last = shell.interrupted(words.subList(1, words.size()), file, Integer.parseInt(interrupted.group(2)));
            assertEquals(130, last.code(), () -> block.where() + " said:\n" + last.said());
            return true;
        }
        if (block.is("run")) {
            int expected = block.argument().isEmpty()
                    ? 0
                    : Integer.parseInt(block.argument().replaceFirst("^exit ", ""));
            last = shell.run(block.text());
            assertEquals(expected, last.code(), () -> block.where() + " said:\n" + last.said());
            return true;
        }
        if (block.is("output")) {
            assertPrinted(block, last.said());
        } else if (block.is("file")) {
            Path file = shell.folder().resolve(block.argument());
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, block.text());
        } else if (block.is("copy")) {
            String source = block.argument().replaceFirst("^of ", "");
            assertEquals(Files.readString(Pages.ROOT.resolve(source)), block.text(), block.where());
        } else if (strict || !block.is("not") || block.argument().length() < "run: ".length() + 3) {
            throw new AssertionError(block.where() + ": nothing says what this block is"
                    + (block.annotation().isEmpty() ? "" : ": " + block.annotation()));
        }
        return false;
    }

    /** Checks that a block's lines are among those that were printed, in their order. */
    static void assertPrinted(Block block, String said) {
        Iterator<String> printed = said.lines().iterator();
        for (String line : block.text().lines().toList()) {
            if (line.isBlank() || line.strip().equals("…")) {
                continue;
            }
            boolean found = false;
            while (!found && printed.hasNext()) {
                found = matches(line, printed.next());
            }
            assertTrue(
                    found,
                    () -> block.where() + ": not printed, or not in this order: " + line + "\nPrinted was:\n" + said);
        }
    }

    private static boolean matches(String line, String printed) {
        StringBuilder pattern = new StringBuilder();
        for (String part : line.strip().replaceAll(" +", " ").split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.matches(pattern.toString(), printed.strip().replaceAll(" +", " "));
    }
}
