package org.rlvr4j.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page links to what is not there: files, folders, and headings of pages. Addresses on the network are not looked at. */
final class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");
    private static final Pattern ABSOLUTE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (String page : Pages.all()) {
            String text = CODE.matcher(Pages.text(page)).replaceAll("");
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                if (!ABSOLUTE.matcher(link.group(1)).matches()) {
                    links++;
                    if (!isAlive(page, link.group(1))) {
                        dead.add(page + " links to " + link.group(1));
                    }
                }
            }
        }
        assertEquals(List.of(), dead);
        assertTrue(links > 100, "links: " + links);
    }

    private static boolean isAlive(String page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty()
                ? Pages.ROOT.resolve(page)
                : Pages.ROOT.resolve(page).resolveSibling(file).normalize();
        if (!target.startsWith(Pages.ROOT) || !Files.exists(target)) {
            return false;
        }
        boolean isPage = target.toString().endsWith(".md");
        return hash < 0 || (isPage && anchors(Files.readString(target)).contains(link.substring(hash + 1)));
    }

    /** The anchors of a page's headings, as GitHub and GitLab make them. */
    static Set<String> anchors(String text) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        String prose = Pattern.compile("(?ms)^```.*?^```").matcher(text).replaceAll("");
        for (MatchResult heading : HEADING.matcher(prose).results().toList()) {
            String anchor = heading.group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                    .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                    .replace(' ', '-');
            int times = seen.merge(anchor, 1, Integer::sum);
            anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
        }
        return anchors;
    }

    @Test
    void headingsBecomeAnchors() {
        assertEquals(
                Set.of("passk-and-more", "twice", "twice-1"),
                anchors("# Pass@k, and `more`\n\n## Twice\n\n```\n# no heading\n```\n## Twice\n"));
    }

    @Test
    void theIndexHasEveryPageOfTheFolder() throws IOException {
        String index = Pages.text("docs/README.md");
        try (Stream<Path> pages = Files.list(Pages.ROOT.resolve("docs"))) {
            assertEquals(
                    List.of(),
                    pages.map(page -> page.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                            .filter(name -> !index.contains("](" + name + ")"))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void everyPictureIsShownSomewhere() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String page : Pages.all()) {
            all.append(Pages.text(page));
        }
        try (Stream<Path> pictures = Files.list(Pages.ROOT.resolve("docs/images"))) {
            assertEquals(
                    List.of(),
                    pictures.map(picture -> picture.getFileName().toString())
                            .filter(name -> !all.toString().contains("images/" + name))
                            .sorted()
                            .toList());
        }
    }
}
