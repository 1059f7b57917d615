package org.rlvr4j.trainer.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.trainer.TablePolicy;
import org.rlvr4j.trainer.TestRecipes;
import org.rlvr4j.trainer.TrainingLoop;

class CheckpointsTest {

    private final Path folder;

    private final TablePolicy policy = new TablePolicy(9);
    private final List<String> said = new ArrayList<>();
    private final Checkpoints checkpoints;

    CheckpointsTest(@TempDir Path folder) {
        this.folder = folder;
        checkpoints = new Checkpoints(folder, 2);
    }

    private static LoopState state(long completed) {
        return new LoopState(
                completed,
                48 * completed,
                Map.of("p\"\n1", new Evidence(0.1 + completed, 1.0 / 3, 7), "p2", Evidence.NONE));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private void learn(int steps) {
        TrainingLoop loop = new TrainingLoop(
                TestRecipes.recipe(TestRecipes.training(steps, 4, 1)).build(), policy, event -> {});
        for (int i = 0; i < steps; i++) {
            loop.step();
        }
    }

    @Test
    void restoresWhatItSavedToTheBit() throws IOException {
        learn(3);
        double[] weights = policy.weights();
        assertEquals(folder.resolve("step-00000003"), checkpoints.save(policy, state(3)));
        TablePolicy other = new TablePolicy(9);
        assertEquals(Optional.of(state(3)), checkpoints.restoreLatest(other, said::add));
        assertArrayEquals(weights, other.weights());
        assertEquals(3, other.learner().version());
        assertEquals(List.of(), said);
    }

    @Test
    void withoutCheckpointThereIsNothingToRestore() throws IOException {
        Files.createDirectory(folder.resolve("final"));
        assertEquals(Optional.empty(), checkpoints.restoreLatest(policy, said::add));
    }

    @Test
    void keepsTheLatest() throws IOException {
        for (long step : new long[] {1, 2, 99_999_999, 100_000_000}) {
            checkpoints.save(policy, state(step));
        }
        checkpoints.saveFinal(policy);
        assertEquals(List.of("final", "step-100000000", "step-99999999"), names());
        assertEquals(Optional.of(state(100_000_000)), checkpoints.restoreLatest(policy, said::add));
    }

    @Test
    void namesDoNotFollowTheLanguageOfTheMachine() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            checkpoints.save(policy, state(12));
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(List.of("step-00000012"), names());
    }

    private enum Damage {
        TRUNCATED("model.safetensors does not have its checksum") {
            @Override
            void apply(Path checkpoint) throws IOException {
                Path file = checkpoint.resolve("model.safetensors");
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
            }
        },
        BIT_FLIPPED("moments.bin does not have its checksum") {
            @Override
            void apply(Path checkpoint) throws IOException {
                Path file = checkpoint.resolve("moments.bin");
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 4;
                Files.write(file, bytes);
            }
        },
        LOOP_CHANGED("loop.json does not have its checksum") {
            @Override
            void apply(Path checkpoint) throws IOException {
                Path file = checkpoint.resolve("loop.json");
                Files.writeString(file, Files.readString(file).replace("\"completed\":2", "\"completed\":1"));
            }
        },
        FILE_MISSING("moments.bin is missing") {
            @Override
            void apply(Path checkpoint) throws IOException {
                Files.delete(checkpoint.resolve("moments.bin"));
            }
        },
        CHECKSUMS_MISSING("checksums.json is missing") {
            @Override
            void apply(Path checkpoint) throws IOException {
                Files.delete(checkpoint.resolve("checksums.json"));
            }
        },
        CHECKSUMS_EMPTY("checksums.json does not list loop.json") {
            @Override
            void apply(Path checkpoint) throws IOException {
                Files.writeString(checkpoint.resolve("checksums.json"), "{}");
            }
        },
        CHECKSUMS_TORN("Unexpected end-of-input") {
            @Override
            void apply(Path checkpoint) throws IOException {
                Files.writeString(checkpoint.resolve("checksums.json"), "{\"loop.json\":\n\"ab");
            }
        },
        EMPTY_FOLDER("checksums.json is missing") {
            @Override
            void apply(Path checkpoint) throws IOException {
                RunFolder.delete(checkpoint);
                Files.createDirectory(checkpoint);
            }
        },
        A_FILE("step-00000002") {
            @Override
            void apply(Path checkpoint) throws IOException {
                RunFolder.delete(checkpoint);
                Files.writeString(checkpoint, "not a folder");
            }
        };

        private final String saidOf;

        Damage(String saidOf) {
            this.saidOf = saidOf;
        }

        abstract void apply(Path checkpoint) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void passesOverADamagedCheckpointAndSaysSo(Damage damage) throws IOException {
        learn(1);
        double[] weights = policy.weights();
        checkpoints.save(policy, state(1));
        learn(1);
        damage.apply(checkpoints.save(policy, state(2)));
        assertEquals(Optional.of(state(1)), checkpoints.restoreLatest(policy, said::add));
        assertArrayEquals(weights, policy.weights());
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains(damage.saidOf), said.get(0));
        assertFalse(said.get(0).contains("\n"), said.get(0));
    }

    @Test
    void allDamagedIsAnErrorAndNotAFreshStart() throws IOException {
        Damage.TRUNCATED.apply(checkpoints.save(policy, state(1)));
        Damage.BIT_FLIPPED.apply(checkpoints.save(policy, state(2)));
        IOException e = assertThrows(IOException.class, () -> checkpoints.restoreLatest(policy, said::add));
        assertEquals(2, said.size());
        assertTrue(String.valueOf(e.getMessage()).startsWith("every checkpoint in " + folder), e.getMessage());
    }

    @Test
    void aDamagedLaterCheckpointTakesNoPlaceOfAGoodOne() throws IOException {
        Checkpoints one = new Checkpoints(folder, 1);
        checkpoints.save(policy, state(10));
        Damage.TRUNCATED.apply(checkpoints.save(policy, state(20)));
        assertEquals(Optional.of(state(10)), one.restoreLatest(policy, said::add));
        one.save(policy, state(15));
        assertEquals(List.of("step-00000015"), names());
        assertEquals(Optional.of(state(15)), one.restoreLatest(policy, said::add));
    }

    @Test
    void whatAKillLeftBeforeTheRenamingIsHarmlessAndGoesWithTheNextSave() throws IOException {
        checkpoints.save(policy, state(1));
        Path leftover = Files.createDirectory(folder.resolve("step-00000002.tmp"));
        Files.writeString(leftover.resolve("model.safetensors"), "half");
        Files.createDirectory(folder.resolve("final.tmp"));
        assertEquals(Optional.of(state(1)), checkpoints.restoreLatest(policy, said::add));
        assertEquals(List.of(), said);
        checkpoints.save(policy, state(3));
        assertEquals(List.of("step-00000001", "step-00000003"), names());
    }

    @Test
    void aFailedWriteLeavesEarlierCheckpointsAndNothingHalfWritten() throws IOException {
        checkpoints.save(policy, state(1));
        checkpoints.save(policy, state(2));
        checkpoints.saveFinal(policy);
        policy.failSaves(new IOException("No space left on device"));
        assertThrows(IOException.class, () -> checkpoints.save(policy, state(3)));
        assertThrows(IOException.class, () -> checkpoints.save(policy, state(2)));
        assertThrows(IOException.class, () -> checkpoints.saveFinal(policy));
        assertEquals(List.of("final", "step-00000001", "step-00000002"), names());
        assertEquals(Optional.of(state(2)), checkpoints.restoreLatest(policy, said::add));
    }

    @Test
    void aFolderThatIsGoneIsAnError() throws IOException {
        Path gone = folder.resolve("gone");
        assertThrows(IOException.class, () -> new Checkpoints(gone, 1).save(policy, state(1)));
        assertFalse(Files.exists(gone));
    }

    @Test
    void checksumsCoverSubfoldersToo() throws IOException {
        Path checkpoint = checkpoints.save(policy, state(1));
        Files.createDirectory(checkpoint.resolve("more"));
        assertEquals(Optional.of(state(1)), checkpoints.restoreLatest(policy, said::add));
    }

    @Test
    void sha256IsTheStandardOne() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Checkpoints.sha256(file));
    }
}
