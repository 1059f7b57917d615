package org.rlvr4j.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown pages of the repository. */
final class Pages {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern ANNOTATION = Pattern.compile("<!-- (.*?) -->");
    private static final String FENCE = "```";

    private Pages() {}

    /** Every page that is committed, by its path from the root. */
    static List<String> all() throws IOException {
        List<String> pages = new ArrayList<>();
        for (String folder : List.of("docs", "examples", "benchmarks")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")
                                && !file.toString().contains("/target/"))
                        .forEach(file -> pages.add(ROOT.relativize(file).toString()));
            }
        }
        pages.addAll(List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md"));
        pages.sort(null);
        return pages;
    }

    static String text(String page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }

    /** The fenced blocks of a page, in order. */
    static List<Block> blocks(String page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = text(page).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith(FENCE)) {
                continue;
            }
            int begin = i;
            StringBuilder text = new StringBuilder();
            for (i++; i < lines.size() && !lines.get(i).equals(FENCE); i++) {
                text.append(lines.get(i)).append('\n');
            }
            if (i == lines.size()) {
                throw new AssertionError(page + ":" + (begin + 1) + ": the block is not closed");
            }
            Matcher annotation = ANNOTATION.matcher(begin == 0 ? "" : lines.get(begin - 1));
            blocks.add(new Block(
                    page,
                    begin + 1,
                    annotation.matches() ? annotation.group(1).strip() : "",
                    lines.get(begin).substring(FENCE.length()).strip(),
                    text.toString()));
        }
        return blocks;
    }
}
