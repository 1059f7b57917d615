package org.rlvr4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.Problem;
import org.rlvr4j.data.FilesOptions.Duplicates;
import org.rlvr4j.data.FilesOptions.SplitBy;

class HashSplitProperties {

    private static @Nullable Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("split");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Path made = Objects.requireNonNull(folder);
        Files.deleteIfExists(made.resolve("t.jsonl"));
        Files.deleteIfExists(made.resolve("u.jsonl"));
        Files.delete(made);
    }

    @Property
    void aLargerShareOnlyAdds(
            @ForAll String key, @ForAll String salt, @ForAll @DoubleRange(min = 0, max = 1) double share) {
        boolean heldOut = new HashSplit(share, salt).isHeldOut(key);
        assertTrue(!heldOut || new HashSplit(Math.min(1, share + 0.1), salt).isHeldOut(key));
        assertTrue(new HashSplit(1, salt).isHeldOut(key));
        assertFalse(new HashSplit(0, salt).isHeldOut(key));
    }

    @Example
    void theShareIsMetAndTheSaltMakesAnother() {
        HashSplit split = new HashSplit(0.1, "");
        HashSplit other = new HashSplit(0.1, "x");
        long heldOut = IntStream.range(0, 20_000)
                .filter(i -> split.isHeldOut("problem " + i))
                .count();
        long both = IntStream.range(0, 20_000)
                .filter(i -> split.isHeldOut("problem " + i) && other.isHeldOut("problem " + i))
                .count();
        // five standard deviations
        assertEquals(2000, (double) heldOut, 5 * Math.sqrt(20_000 * 0.09));
        assertEquals(200, (double) both, 5 * Math.sqrt(200));
    }

    @Property(tries = 30)
    void theSidesAreAPartitionThatNeitherOrderNorOtherRowsChange(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(max = 30) int added,
            @ForAll Random random) {
        List<String> lines = IntStream.range(0, rows)
                .mapToObj(i -> "{\"prompt\": \"problem " + i + "\", \"answer\": " + i + "}")
                .collect(Collectors.toCollection(ArrayList::new));
        FilesProblemSource source = read(lines);
        IntStream.range(0, added).forEach(i -> lines.add("{\"prompt\": \"added " + i + "\", \"answer\": 1}"));
        Collections.shuffle(lines, random);
        FilesProblemSource later = read(lines);

        Set<String> training = ids(source.training());
        Set<String> heldOut = ids(source.heldOut());
        assertEquals(rows + 1, training.size() + heldOut.size());
        assertTrue(Collections.disjoint(training, heldOut));
        assertTrue(ids(later.training()).containsAll(training));
        assertTrue(ids(later.heldOut()).containsAll(heldOut));
        assertEquals(rows + 1 + added, later.training().size() + later.heldOut().size());
    }

    private static Set<String> ids(List<Problem> problems) {
        return problems.stream().map(Problem::id).collect(Collectors.toCollection(HashSet::new));
    }

    /** With one more problem that is trained on, so that there is one. */
    private static FilesProblemSource read(List<String> lines) {
        Path file = Lines.write(Objects.requireNonNull(folder), "t.jsonl", lines.toArray(String[]::new));
        Path always = Lines.write(Objects.requireNonNull(folder), "u.jsonl", "{\"prompt\": \"u\", \"answer\": 1}");
        return FilesProblemSource.read(new FilesOptions(
                List.of(FileOptions.of(file), Lines.file(always, FileOptions.Use.TRAINING)),
                0.4,
                SplitBy.PROMPT,
                "",
                Duplicates.EXACT,
                0,
                0,
                "",
                false,
                Path.of("")));
    }
}
