package org.rlvr4j.examples.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds what docs/ copies from the sources equal to them; {@code -Ddocs.write=true} writes it anew instead. */
final class DocumentationTest {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final boolean WRITE = Boolean.getBoolean("docs.write");

    /** A code block under a comment that names the file it is a copy of. */
    private static final Pattern COPY =
            Pattern.compile("<!-- copy of (\\S+) -->\n```(\\w*)\n(.*?)```\n", Pattern.DOTALL);

    @Test
    void optionsAreThoseOfTheRecords() throws IOException {
        Path file = ROOT.resolve("docs/options.md");
        String expected = OptionsPage.write();
        if (WRITE) {
            Files.writeString(file, expected);
        }

        assertEquals(
                expected,
                Files.readString(file),
                "docs/options.md is not what the options records say: see CONTRIBUTING");
    }

    @Test
    void snippetsAreTheSources() throws IOException {
        Path file = ROOT.resolve("docs/writing-a-gate.md");
        String page = Files.readString(file);
        Matcher copies = COPY.matcher(page);
        assertFalse(!copies.find(), "the page copies no file");
        String expected = copies.reset().replaceAll(DocumentationTest::copied);
        if (WRITE) {
            Files.writeString(file, expected);
        }

        assertEquals(expected, Files.readString(file), "docs/writing-a-gate.md differs from the sources it copies");
    }

    private static String copied(MatchResult copy) {
        try {
            String source = Files.readString(ROOT.resolve(copy.group(1)));
            return Matcher.quoteReplacement(
                    "<!-- copy of " + copy.group(1) + " -->\n```" + copy.group(2) + "\n" + source + "```\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
