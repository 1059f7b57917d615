package org.rlvr4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.verify.ParallelVerification;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.data.FilesOptions.Duplicates;
import org.rlvr4j.data.FilesOptions.SplitBy;

class StoredReferencesTest {

    private static final String BIG = "é".repeat(100_000);

    @TempDir
    Path folder;

    private Path rows() {
        return Lines.write(
                folder,
                "t.jsonl",
                "{\"prompt\": \"a\", \"answer\": 1}",
                "{\"prompt\": \"a\", \"answer\": 1}",
                "{\"prompt\": \"b\", \"answer\": \"" + BIG + "\"}",
                "{\"prompt\": \"c\", \"answer\": \"\uD83D\uDE00 \\n\"}");
    }

    private Path references() {
        return folder.resolve("made/references");
    }

    private static FilesProblemSource read(Path file, Path references) {
        return FilesProblemSource.read(new FilesOptions(
                List.of(Lines.file(file, FileOptions.Use.TRAINING)),
                0,
                SplitBy.PROMPT,
                "",
                Duplicates.KEEP,
                0,
                0,
                "",
                false,
                references));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(references())) {
            List<Path> kept =
                    files.filter(file -> !file.toString().endsWith(".lock")).toList();
            assertEquals(1, kept.size(), kept::toString);
            return kept.get(0);
        }
    }

    private static List<String> shown(FilesProblemSource source) {
        return source.training().stream()
                .map(problem -> String.join(
                        "|",
                        problem.id(),
                        problem.prompt(),
                        problem.reference(),
                        problem.metadata().toString()))
                .toList();
    }

    @Test
    void problemsAreThoseInMemory() throws IOException {
        Path file = rows();
        FilesProblemSource stored = read(file, references());
        assertEquals(shown(read(file, Path.of(""))), shown(stored));
        assertEquals(4, stored.training().size());
        assertTrue(onlyFile().getFileName().toString().matches("t-[0-9a-f]{24}\\.references"));
        assertTrue(stored.training().get(2).toString().length() < 1000, "the reference is not in memory");
        assertEquals(BIG, stored.training().get(2).inMemory().reference());
    }

    @Test
    void aFileThatIsThereIsReadAndNotWritten() throws IOException {
        Path file = rows();
        FilesProblemSource first = read(file, references());
        Object written = Files.readAttributes(onlyFile(), "unix:ino,lastModifiedTime");
        assertEquals(first.training(), read(file, references()).training());
        assertEquals(written, Files.readAttributes(onlyFile(), "unix:ino,lastModifiedTime"));
    }

    @Test
    void otherRowsHaveAnotherFile() throws IOException {
        read(rows(), references());
        Path first = onlyFile();
        Files.delete(first);
        read(Lines.write(folder, "t.jsonl", "{\"prompt\": \"a\", \"answer\": 2}"), references());
        assertNotEquals(first, onlyFile());
    }

    @Test
    void aFileOfAnotherVersionIsWrittenAnew() throws IOException {
        Path file = rows();
        List<String> before = shown(read(file, references()));
        byte[] bytes = Files.readAllBytes(onlyFile());
        Files.write(onlyFile(), new byte[bytes.length]);
        assertEquals(before, shown(read(file, references())));
        Files.write(onlyFile(), new byte[3]);
        assertEquals(before, shown(read(file, references())));
    }

    @Test
    void whatIsDamagedOrGoneIsNeverAReference() throws IOException {
        Problem big = read(rows(), references()).training().get(2);
        byte[] bytes = Files.readAllBytes(onlyFile());
        Path file = onlyFile();
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        ParallelVerification verification = new ParallelVerification(
                (problem, response) -> problem.reference().equals(response)
                        ? new Verdict.Correct(response, "")
                        : new Verdict.Incorrect(response, ""));
        for (int i = 0; i < 2; i++) {
            List<Verdict> verdicts = verification.judge(big, List.of(BIG, "2"));
            for (Verdict verdict : verdicts) {
                assertTrue(verdict instanceof Verdict.Failed, verdict::toString);
                assertTrue(verdict.reason().contains(file + " is not"), verdict::reason);
            }
            Files.deleteIfExists(file);
            if (i == 0) {
                Files.write(file, new byte[10]);
            }
        }
        String gone = String.valueOf(
                assertThrows(UncheckedIOException.class, big::reference).getMessage());
        assertTrue(gone.contains("is not there; references-in must be at one path"), gone);
    }

    @Test
    void aSerialisedReferenceIsAPlace() throws Exception {
        Problem big = read(rows(), references()).training().get(2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(big);
        }
        assertTrue(bytes.size() < 2000, () -> "serialised to " + bytes.size() + " bytes");
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Problem copy = (Problem) in.readObject();
            assertEquals(big, copy);
            assertEquals(BIG, copy.reference());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsAMistakeOfTheRecipe() throws IOException {
        Path file = rows();
        Path taken = Files.writeString(folder.resolve("taken"), "");
        String message = Lines.messages(assertThrows(InvalidOptionException.class, () -> read(file, taken)));
        assertTrue(
                message.contains("references-in: the references of " + file + " cannot be written to " + taken),
                message);
        assertTrue(message.contains("FileAlreadyExists"), message);
    }

    @Test
    void manyMayWantItAtOnce() throws Exception {
        Path file = rows();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<String>> reading = () -> shown(read(file, references()));
            List<Future<List<String>>> all = threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(i -> reading).toList());
            for (Future<List<String>> one : all) {
                assertEquals(4, one.get().size());
            }
        } finally {
            threads.shutdown();
        }
        onlyFile();
    }

    @Property(tries = 100)
    void anyTextComesBack(@ForAll List<String> texts) throws IOException {
        Path place = Files.createTempDirectory("references");
        try {
            List<String> whole = texts.stream()
                    // half a surrogate pair is no text, and no row has one
                    .filter(text -> new String(
                                    text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                    java.nio.charset.StandardCharsets.UTF_8)
                            .equals(text))
                    .toList();
            List<StoredReference> stored;
            try (ReferenceFile file = ReferenceFile.open(place, "x", new byte[32], false)) {
                stored = whole.stream().map(file::add).toList();
                assertTrue(file.finish());
            }
            assertEquals(whole, stored.stream().map(StoredReference::read).toList());
            for (int i = 0; i < whole.size(); i++) {
                for (int j = 0; j < whole.size(); j++) {
                    assertEquals(
                            whole.get(i).equals(whole.get(j)), stored.get(i).equals(stored.get(j)));
                }
            }
        } finally {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(place);
        }
    }
}
