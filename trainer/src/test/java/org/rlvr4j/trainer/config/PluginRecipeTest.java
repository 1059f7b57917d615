package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.trainer.plugin.Plugin;
import org.rlvr4j.trainer.plugin.PluginFolder;
import org.rlvr4j.trainer.plugin.PluginJar;

class PluginRecipeTest {

    @TempDir
    Path folder;

    private TrainingRecipe read(String gate) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Path absent = new PluginJar()
                .source(
                        "absent.Thing",
                        "package absent; public class Thing { public static String name() { return \"\"; } }")
                .write(Files.createDirectories(folder.resolve("absent")).resolve("absent.jar"));
        PluginJar.gate("late", "absent.Thing.name()").with(absent).write(plugins.resolve("late.jar"));
        PluginJar.gate("angry", "String.valueOf((new int[0])[1])").write(plugins.resolve("angry.jar"));
        PluginJar.gate("fine", "\"fine\"").write(plugins.resolve("fine.jar"));
        Path recipe = Files.writeString(folder.resolve("r.conf"), """
                model = "builtin:countdown-base"
                problems { id = countdown, training-problems = 16, held-out-problems = 4 }
                verifier { id = countdown }
                gate { id = %s }
                advantage { id = grpo }
                trainer { steps = 1 }
                evaluation { problems = 4 }
                """.formatted(gate));
        return TrainingRecipe.read(recipe, List.of(), StrategyCatalog.load(new PluginFolder(plugins)));
    }

    private String refused(String gate) {
        return String.valueOf(
                assertThrows(InvalidRecipeException.class, () -> read(gate)).getMessage());
    }

    @Test
    void theRecipeKnowsItsPlugins() throws IOException {
        assertEquals(
                List.of("fine"),
                read("fine").plugins().stream().map(Plugin::name).toList());
        assertEquals(List.of(), read("uniform").plugins());
    }

    @Test
    void whatFailsWhenItIsMadeStopsItsRecipeAndNamesTheJar() {
        String late = refused("late");
        assertTrue(late.contains("gate.id"), late);
        assertTrue(late.contains("the plugin late (" + folder.resolve("plugins/late.jar") + ") fails"), late);
        assertTrue(late.contains("misses the class"), late);
        String angry = refused("angry");
        assertTrue(angry.contains("the plugin angry"), angry);
        assertTrue(angry.contains("ArrayIndexOutOfBoundsException"), angry);
    }
}
