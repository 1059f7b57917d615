package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;

/** What a recipe may say of a cluster, and that docs/cluster.md says it too. */
class SparkOptionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "local[1]",
                "local[*]",
                "local-cluster[2,1,1024]",
                "spark://a:7077",
                "yarn",
                "k8s://https://a"
            })
    void takesSparksMasters(String master) {
        assertDoesNotThrow(() -> UsualOptions.of(master, "1g", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "local[x]", "local-cluster[2,1]", "mesos://a:5050"})
    void refusesOthers(String master) {
        assertThrows(InvalidOptionException.class, () -> UsualOptions.of(master, "1g", ""));
    }

    @Test
    void refusesAHeapInWhichSparkDoesNotStart() {
        UsualOptions.of("yarn", "450m", "");
        UsualOptions.of("yarn", "1g", "");
        for (String memory : List.of("449m", "0g", "1", "1G", "99999999999m")) {
            InvalidOptionException e =
                    assertThrows(InvalidOptionException.class, () -> UsualOptions.of("yarn", memory, ""));
            assertTrue(e.mistakes().get(0).message().contains("at least 450m"), e::toString);
        }
    }

    @Test
    void namesEveryMistakeAtOnce() {
        InvalidOptionException e = assertThrows(
                InvalidOptionException.class, () -> UsualOptions.of("nowhere", "lots", "secret", "executor.cores=2"));
        assertEquals(
                List.of("master", "executor-memory", "secret-file", "properties"),
                e.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }

    @Test
    @SuppressWarnings("rawtypes") // ServiceLoader knows providers by their raw interface
    void isFoundByItsId() {
        assertTrue(ServiceLoader.load(PolicyRuntimeProvider.class).stream()
                .anyMatch(provider -> provider.get().id().equals("spark")));
    }

    @Test
    void theDocumentationNamesEveryOption() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("rlvr4j.home"), "docs", "cluster.md"));
        for (OptionSchema.Entry entry : OptionSchema.of(SparkOptions.class).entries()) {
            String value = entry.defaultText() == null
                    ? entry.isNested() ? "" : "must be given"
                    : entry.defaultText().isEmpty() ? "empty" : "`" + entry.defaultText() + "`";
            String row = String.format(Locale.ROOT, "| `%s` | %s | %s |", entry.key(), value, entry.documentation());
            assertTrue(page.contains(row), "docs/cluster.md lacks the row\n" + row);
        }
    }
}
