package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/** Options that are lists of sections, and paths. */
class ListedSectionsTest {

    @TempDir
    Path temp;

    /** A section with a list of sections. */
    public record Shelf(
            @Option("the books") List<Book> books,

            @Option(value = "where it stands", defaultsTo = "here")
            Path room) {}

    /** One of a list. */
    public record Book(
            @Option("its file") Path file,
            @Option(value = "its pages", defaultsTo = "1") int pages,
            Binding binding) {

        /** Checks. */
        public Book {
            new OptionChecks()
                    .that(pages >= 1, "pages", pages, "must be at least 1")
                    .orThrow();
        }
    }

    /** A section in a section of a list. */
    public record Binding(
            @Option(value = "its colour", defaultsTo = "red")
            String colour) {}

    private RecipeFile file(String text, String... overrides) throws IOException {
        return RecipeFile.read(
                Files.writeString(temp.resolve("recipe.conf"), text), List.of(overrides), RecipeTexts.CATALOG);
    }

    private Shelf shelf(String text, String... overrides) throws IOException {
        RecipeFile file = file(text, overrides);
        Shelf shelf = file.options("shelf", Shelf.class).orElseThrow();
        file.refuseMistakes();
        RecipeFile again = file(file.resolvedText());
        assertEquals(shelf, again.options("shelf", Shelf.class).orElseThrow());
        return shelf;
    }

    @Test
    void eachElementIsASectionAndPathsAreRelativeToTheFileTheyAreWrittenIn() throws IOException {
        Files.createDirectory(temp.resolve("parts"));
        Files.writeString(temp.resolve("parts/more.conf"), "shelf.room = attic");
        Shelf shelf = shelf("""
                include "parts/more.conf"
                shelf.books = [
                  { file = a.txt }
                  { file = "/b.txt", pages = 7, binding.colour = blue }
                ]
                """);
        assertEquals(temp.resolve("parts/attic"), shelf.room());
        assertEquals(
                List.of(
                        new Book(temp.resolve("a.txt"), 1, new Binding("red")),
                        new Book(Path.of("/b.txt"), 7, new Binding("blue"))),
                shelf.books());
        Shelf moved = shelf("shelf.books = []", "shelf.room=cellar");
        assertEquals(Path.of("cellar").toAbsolutePath(), moved.room());
    }

    @Test
    void mistakesInElementsNameTheirLineAndNumber() throws IOException {
        RecipeFile file = file("""
                shelf.books = [
                  { file = a.txt, pages = 0 }
                  { pagse = 3 }
                  7
                ]
                """);
        file.options("shelf", Shelf.class);
        String message = String.valueOf(
                assertThrows(InvalidRecipeException.class, file::refuseMistakes).getMessage());
        assertTrue(message.contains("recipe.conf: 2: shelf.books[0].pages: 0 must be at least 1"), message);
        assertTrue(message.contains("recipe.conf: 3: shelf.books[1].pagse: "), message);
        assertTrue(message.contains("recipe.conf: 3: shelf.books[1].file: must be given"), message);
        assertTrue(message.contains("recipe.conf: 4: shelf.books[2]: 7 must be a section"), message);
    }

    @Test
    void mistakesThatAProviderFindsInAnElementHaveItsLine() throws IOException {
        Path recipe = Files.writeString(
                temp.resolve("recipe.conf"), "shelf.books = [\n  { file = a.txt }\n  {\n    file = b.txt }\n]");
        List<Mistake> mistakes = new ArrayList<>();
        new OptionsBinder(mistakes, "recipe.conf")
                .addAll(
                        new InvalidOptionException(List.of(
                                new InvalidOptionException.Mistake("books[1].file", "is missing"),
                                new InvalidOptionException.Mistake("books[9].file", "is missing"))),
                        ConfigFactory.parseFile(recipe.toFile())
                                .getConfig("shelf")
                                .root(),
                        "shelf");
        assertTrue(mistakes.get(0).where().endsWith("recipe.conf: 4"), mistakes.toString());
        assertTrue(mistakes.get(1).where().contains("recipe.conf"), mistakes.toString());
    }
}
