package org.rlvr4j.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rlvr4j.cli.CommandSyntax;

/**
 * The command lines of every page are ones that the command understands: its subcommands and options exist, and have as many
 * values as they take. What needs a model, data or hours is not run for that.
 */
final class CommandLinesTest {

    private static final String COMMAND = "bin/rlvr4j ";
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s'\"]+)");
    private static final Pattern SYNOPSIS = Pattern.compile("\\[-|…|\\[[A-Z]+\\]");

    @Test
    void everyCommandLineIsUnderstood() throws IOException {
        List<String> wrong = new ArrayList<>();
        int lines = 0;
        for (String page : Pages.all()) {
            for (Block block : Pages.blocks(page)) {
                if (block.annotation().startsWith("run exit")) {
                    continue;
                }
                for (String line : commands(block)) {
                    lines++;
                    String mistake = mistake(line);
                    if (!mistake.isEmpty()) {
                        wrong.add(block.where() + ": " + line + ": " + mistake);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(lines > 50, "command lines: " + lines);
    }

    @Test
    void whatIsMisspeltIsNotUnderstood() {
        for (String wrong : List.of(
                "bin/rlvr4j tarin a.conf",
                "bin/rlvr4j train a.conf --dryrun",
                "bin/rlvr4j train a b",
                "bin/rlvr4j demo --seeds")) {
            assertNotEquals("", mistake(wrong), wrong);
        }
    }

    private static String mistake(String line) {
        return CommandSyntax.mistake(words(line.substring(COMMAND.length())).toArray(String[]::new));
    }

    private static List<String> commands(Block block) {
        return block.text()
                .replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(COMMAND))
                .filter(line -> !SYNOPSIS.matcher(line).find())
                .map(line -> line.replaceFirst("\\s+#\\s.*$", "").replaceFirst("\\s+(\\||>|<|&&|;).*$", ""))
                .toList();
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int end = -1;
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3);
            if (word.start() == end) {
                // parts without space between them are one word
                words.set(words.size() - 1, words.get(words.size() - 1) + text);
            } else {
                words.add(text);
            }
            end = word.end();
        }
        return words;
    }
}
