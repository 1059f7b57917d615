package org.rlvr4j.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads every recipe of the cookbook as the command does before it trains. */
final class CookbookTest {

    private static final String PAGE = "docs/cookbook.md";
    private static final int LEAST_RECIPES = 25;

    @TempDir
    Path folder;

    @Test
    void everyRecipeIsOne() throws IOException, InterruptedException {
        List<Block> blocks = Pages.blocks(PAGE);
        List<String> refused = new ArrayList<>();
        try (Shell shell = new Shell(folder)) {
            for (Block block : blocks) {
                assertTrue(
                        block.is("recipe") || block.is("ablation"),
                        () -> block.where() + ": nothing says what this block is");
                Files.writeString(shell.folder().resolve(block.argument()), block.text());
            }
            for (Block block : blocks) {
                Shell.Outcome outcome = shell.run(
                        "bin/rlvr4j " + (block.is("recipe") ? "train " : "ablate ") + block.argument() + " --dry-run");
                if (outcome.code() != 0) {
                    refused.add(block.where() + " " + block.argument() + ": " + outcome.said());
                }
            }
        }
        assertEquals(List.of(), refused);
        assertTrue(blocks.size() >= LEAST_RECIPES, "recipes: " + blocks.size());
    }
}
