package org.rlvr4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.data.FilesOptions.Duplicates;
import org.rlvr4j.data.FilesOptions.SplitBy;
import org.rlvr4j.data.internal.FilesSourceProvider;

class FilesProblemSourceTest {

    @TempDir
    Path folder;

    private static FilesProblemSource read(FileOptions... files) {
        return FilesProblemSource.read(FilesOptions.of(files));
    }

    private static FilesOptions options(Duplicates duplicates, boolean skipInvalid, FileOptions... files) {
        return new FilesOptions(
                List.of(files), 0.5, SplitBy.PROMPT, "", duplicates, 0, 0, "", skipInvalid, Path.of(""));
    }

    private static String refused(FilesOptions options) {
        return Lines.messages(assertThrows(InvalidOptionException.class, () -> FilesProblemSource.read(options)));
    }

    @Test
    void gsm8kGivesTheNumberAfterTheMark() {
        Path file = Lines.write(
                folder,
                "train.jsonl",
                "{\"question\": \"Two and two?\", \"answer\": \"2+2=<<2+2=4>>4\\n#### 4\", \"idx\": 0}",
                "",
                "{\"question\": \"Sold?\", \"answer\": \"#### 1,450\", \"idx\": 1}");
        List<Problem> problems =
                read(Lines.file(file, FileOptions.Use.TRAINING)).training();
        assertEquals(
                List.of(
                        new Problem("train/0", "Two and two?", "4", Map.of("source", "train")),
                        new Problem("train/1", "Sold?", "1,450", Map.of("source", "train"))),
                problems);
    }

    @Test
    void brokenRowsAreAllNamedAtOnceAndSkippedOnlyWhenAsked() {
        Path file = Lines.write(
                folder,
                "t.jsonl",
                "{\"prompt\": \"a\", \"answer\": 1}",
                "{\"prompt\": ",
                "[1]",
                "{\"prompt\": \"b\"}",
                "{\"prompt\": \"c\", \"answer\": \"\\ud800\"}",
                "{\"prompt\": \"d\", \"answer\": \"x\\u0000\"}",
                "{\"prompt\": \"e\", \"answer\": 1, \"answer\": 2}",
                "{\"prompt\": \"f\", \"answer\": 1e999999}");
        FileOptions options = Lines.file(file, FileOptions.Use.TRAINING);
        String messages = refused(options(Duplicates.EXACT, false, options));
        for (int line = 2; line <= 8; line++) {
            assertTrue(messages.contains("t.jsonl, line " + line + ": "), messages);
        }
        assertTrue(messages.contains("7 of 8 rows are broken; skip-invalid = true"), messages);
        assertTrue(messages.startsWith("files[0].path: "), messages);

        FilesProblemSource skipping = FilesProblemSource.read(options(Duplicates.EXACT, true, options));
        assertEquals(1, skipping.training().size());
        assertEquals(7, skipping.reports().get(0).broken());
    }

    @Test
    void ofManyBrokenRowsTheFirstAreNamedAndAllAreCounted() {
        Path file = Lines.write(
                folder, "t.jsonl", IntStream.range(0, 500).mapToObj(i -> "{").toArray(String[]::new));
        InvalidOptionException e =
                assertThrows(InvalidOptionException.class, () -> read(Lines.file(file, FileOptions.Use.TRAINING)));
        assertEquals(FileReport.MOST_KEPT + 1, e.mistakes().size());
        assertTrue(Lines.messages(e).contains("and 480 broken rows more: 500 of 500"), Lines.messages(e));
    }

    @Test
    void missingAndUnknownFilesAreAllNamed() {
        String messages = refused(FilesOptions.of(
                FileOptions.of(folder.resolve("no.jsonl")), FileOptions.of(folder.resolve("none.jsonl"))));
        assertTrue(messages.contains("no.jsonl does not exist"), messages);
        assertTrue(messages.contains("files[1].path"), messages);
        assertThrows(InvalidOptionException.class, () -> FileOptions.of(Path.of("data.csv")));
    }

    @Test
    void theProviderNamesWhatIsMissingWithoutReading() throws IOException {
        Path there = Files.writeString(folder.resolve("there.jsonl"), "not a row");
        Path gone = folder.resolve("gone.jsonl");
        assertEquals(
                List.of(gone),
                new FilesSourceProvider().missing(FilesOptions.of(FileOptions.of(there), FileOptions.of(gone))));
    }

    @Test
    void filesMayBePackedAndArraysAndBeginWithAByteOrderMark() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("\uFEFF{\"prompt\": \"a\", \"answer\": \"1\"}\r\n".getBytes(StandardCharsets.UTF_8));
        }
        Path gz = Files.write(folder.resolve("a.jsonl.gz"), packed.toByteArray());
        Path array = Lines.write(folder, "b.json", " [ {\"prompt\": \"b\",", "\"answer\": 2.50} ]");
        Path lines = Lines.write(folder, "c.json", "{\"prompt\": \"c\", \"answer\": [1, \"2\"]}");
        FilesProblemSource source = read(
                Lines.file(gz, FileOptions.Use.TRAINING),
                Lines.file(array, FileOptions.Use.TRAINING),
                Lines.file(lines, FileOptions.Use.TRAINING));
        assertEquals(
                List.of("1", "2.5", "1, 2"),
                source.training().stream().map(Problem::reference).toList());

        Files.write(folder.resolve("a.jsonl.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
        String messages = refused(FilesOptions.of(Lines.file(gz, FileOptions.Use.TRAINING)));
        assertTrue(messages.contains("the gzip stream ends or breaks here"), messages);
        Files.writeString(folder.resolve("a.jsonl.gz"), "plain");
        messages = refused(FilesOptions.of(Lines.file(gz, FileOptions.Use.TRAINING)));
        assertTrue(messages.contains("is not gzip"), messages);
    }

    @Test
    void anArrayThatBreaksSaysWhere() {
        Path file = Lines.write(folder, "b.json", "[{\"prompt\": \"b\", \"answer\": 2},", "7,", "{\"prompt\" 3}]");
        String messages = refused(FilesOptions.of(Lines.file(file, FileOptions.Use.TRAINING)));
        assertTrue(messages.contains("b.json, element 2 (line 2): must be a JSON object"), messages);
        assertTrue(messages.contains("b.json, line 3: not valid JSON"), messages);
        Path open = Lines.write(folder, "o.json", "[{\"prompt\": \"b\", \"answer\": 2}");
        messages = refused(FilesOptions.of(Lines.file(open, FileOptions.Use.TRAINING)));
        assertTrue(messages.contains("o.json, "), messages);
    }

    @Test
    void whatIsHeldOutInOneFileIsNotTrainedOnInAnother() {
        Path train = Lines.write(
                folder,
                "train.jsonl",
                "{\"prompt\": \"What is 1 + 1?\", \"answer\": 2}",
                "{\"prompt\": \"Other\", \"answer\": 3}",
                "{\"prompt\": \"Other\", \"answer\": 3}");
        Path test = Lines.write(folder, "test.jsonl", "{\"prompt\": \"what is  1 + 1?\", \"answer\": 2}");
        FilesProblemSource source = FilesProblemSource.read(options(
                Duplicates.NORMALISED,
                false,
                Lines.file(train, FileOptions.Use.TRAINING),
                Lines.file(test, FileOptions.Use.HELD_OUT)));
        assertEquals(1, source.training().size());
        assertEquals(1, source.heldOut().size());
        assertEquals(
                Map.of("held out too", 1L, "duplicate", 1L),
                source.reports().get(0).dropped());
        assertTrue(source.facts().toString().contains("3 rows (plain): 1 training, 0 held out, 1 duplicate"));
    }

    @Test
    void keptDuplicatesHaveIdsOfTheirOwn() {
        Path file = Lines.write(
                folder,
                "t.jsonl",
                "{\"prompt\": \"a\", \"answer\": 1}",
                "{\"prompt\": \"a\", \"answer\": 1}",
                "{\"prompt\": \"a\", \"answer\": 1, \"id\": \"x\"}");
        FilesProblemSource source =
                FilesProblemSource.read(options(Duplicates.KEEP, false, Lines.file(file, FileOptions.Use.TRAINING)));
        assertEquals(3, source.training().stream().map(Problem::id).distinct().count());
    }

    @Test
    void oneIdForTwoProblemsIsAMistake() {
        Path file = Lines.write(
                folder,
                "t.jsonl",
                "{\"prompt\": \"a\", \"answer\": 1, \"id\": 5}",
                "{\"prompt\": \"b\", \"answer\": 1, \"id\": 5}");
        String messages = refused(FilesOptions.of(Lines.file(file, FileOptions.Use.TRAINING)));
        assertTrue(messages.contains("line 2: its id is that of line 1"), messages);
    }

    @Test
    void filtersAndLimitsAreCountedByReason() {
        Path file = Lines.write(
                folder,
                "t.jsonl",
                "{\"prompt\": \"a\", \"answer\": 1}",
                "{\"prompt\": \"a long problem\", \"answer\": 1}",
                "{\"prompt\": \"fine 1\", \"answer\": 1}",
                "{\"prompt\": \"[asy] x\", \"answer\": 1}",
                "{\"prompt\": \"fine 2\", \"answer\": 1}",
                "{\"prompt\": \"fine 3\", \"answer\": 1}");
        FileOptions limited =
                new FileOptions(file, "", FileOptions.Use.TRAINING, "auto", Lines.noFields(), "{prompt}", 2, 0);
        FilesProblemSource source = FilesProblemSource.read(new FilesOptions(
                List.of(limited), 0, SplitBy.PROMPT, "", Duplicates.EXACT, 2, 10, "\\[asy\\]", false, Path.of("")));
        assertEquals(
                List.of("fine 1", "fine 2"),
                source.training().stream().map(Problem::prompt).toList());
        assertEquals(
                Map.of("too short", 1L, "too long", 1L, "matching", 1L, "beyond the limit", 1L),
                source.reports().get(0).dropped());
    }

    @Test
    void theTemplateTakesTheProblemAndFieldsOfTheRowAndLeavesOtherBraces() {
        Path file = Lines.write(
                folder, "t.jsonl", "{\"problem\": \"x {row.level}?\", \"answer\": \"7\", \"level\": \"Level 5\"}");
        FileOptions options = new FileOptions(
                file,
                "mine",
                FileOptions.Use.TRAINING,
                "math",
                Lines.noFields(),
                "({row.level}) {prompt} Put it in \\boxed{answer} or {}.",
                0,
                2.5);
        Problem problem =
                FilesProblemSource.read(FilesOptions.of(options)).training().get(0);
        assertEquals("(Level 5) x {row.level}? Put it in \\boxed{answer} or {}.", problem.prompt());
        assertEquals("mine", problem.metadata().get(Problem.SOURCE));
        assertEquals("2.5", problem.metadata().get(Problem.WEIGHT));
        assertTrue(problem.id().matches("mine/[0-9a-f]{16}"), problem.id());
    }

    @Test
    void optionsThatCannotBeAreAllNamed() {
        Path file = folder.resolve("t.jsonl");
        String messages = Lines.messages(assertThrows(
                InvalidOptionException.class,
                () -> new FileOptions(
                        file, "a/b", FileOptions.Use.SPLIT, "gsm9k", Lines.noFields(), "no place", -1, Double.NaN)));
        for (String option : List.of("name: ", "mapping: ", "prompt-template: ", "limit: ", "weight: ")) {
            assertTrue(messages.contains(option), messages);
        }
        assertThrows(InvalidOptionException.class, () -> new FieldOptions("", "answer", "", ""));
        assertThrows(InvalidOptionException.class, () -> new FieldOptions("p", "a", "t", ""));
        assertThrows(InvalidOptionException.class, () -> new FieldOptions("p..q", "a", "", ""));
        InvalidOptionException same = assertThrows(
                InvalidOptionException.class, () -> FilesOptions.of(FileOptions.of(file), FileOptions.of(file)));
        assertTrue(Lines.messages(same).contains("files[1].name"), Lines.messages(same));
        FileOptions weighted =
                new FileOptions(file, "w", FileOptions.Use.SPLIT, "auto", Lines.noFields(), "{prompt}", 0, 1);
        assertThrows(InvalidOptionException.class, () -> FilesOptions.of(FileOptions.of(file), weighted));
        assertFalse(FileOptions.of(file).label().isEmpty());
    }

    @Test
    void aSourceWithoutTrainingProblemsIsRefusedWithItsCounts() {
        Path file = Lines.write(folder, "t.jsonl", "{\"prompt\": \"a\", \"answer\": 1}");
        String messages = refused(FilesOptions.of(Lines.file(file, FileOptions.Use.HELD_OUT)));
        assertTrue(messages.contains("no row is left to train on: t has 1 rows"), messages);
    }
}
