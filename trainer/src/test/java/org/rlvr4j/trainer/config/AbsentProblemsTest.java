package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.ProblemSourceProvider;
import org.rlvr4j.trainer.TestRecipes;

class AbsentProblemsTest {

    @TempDir
    Path temp;

    private final ProblemSource present = TestRecipes.problems(4, 2);

    private ProblemSourceProvider<NoOptions> provider(Path file) {
        return new ProblemSourceProvider<>() {
            @Override
            public String id() {
                return "of-a-file";
            }

            @Override
            public String description() {
                return "A test's.";
            }

            @Override
            public Class<NoOptions> optionsType() {
                return NoOptions.class;
            }

            @Override
            public ProblemSource create(NoOptions options) {
                return present;
            }

            @Override
            public List<Path> missing(NoOptions options) {
                return Files.exists(file) ? List.of() : List.of(file);
            }
        };
    }

    @Test
    void standForASourceWhoseFilesAreMissing() {
        Path file = temp.resolve("problems.jsonl");
        ProblemSourceProvider<NoOptions> lenient = AbsentProblems.insteadOf(provider(file));
        AbsentProblems absent = assertInstanceOf(AbsentProblems.class, lenient.create(new NoOptions()));
        assertEquals(List.of(file), absent.missing());
        Set<String> ids = Stream.concat(absent.training().stream(), absent.heldOut().stream())
                .map(Problem::id)
                .collect(Collectors.toSet());
        assertEquals(absent.training().size() + absent.heldOut().size(), ids.size());
        assertEquals("of-a-file", lenient.id());
    }

    @Test
    void whereNothingIsMissingTheSourceIsTheProviders() throws IOException {
        Path file = Files.createFile(temp.resolve("problems.jsonl"));
        assertSame(present, AbsentProblems.insteadOf(provider(file)).create(new NoOptions()));
    }

    @Test
    void theCatalogueIsTheSameButForThat() {
        StrategyCatalog all = RecipeTexts.CATALOG;
        StrategyCatalog lenient = all.withoutFiles();
        for (StrategyCatalog.Kind kind : StrategyCatalog.Kind.values()) {
            assertEquals(
                    all.all(kind).stream().map(strategy -> strategy.id()).toList(),
                    lenient.all(kind).stream().map(strategy -> strategy.id()).toList());
        }
        assertEquals(all.runtimes().size(), lenient.runtimes().size());
    }
}
