package org.rlvr4j.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.reports.page.Page;
import org.rlvr4j.reports.page.Panel;
import org.rlvr4j.reports.page.Tab;

class ReportTest {

    @TempDir
    private Path folder;

    private static List<String> ids(Page page, String tab) {
        return page.tabs().stream()
                .filter(one -> one.id().equals(tab))
                .flatMap(one -> one.panels().stream())
                .map(Panel::id)
                .toList();
    }

    private static String absent(Page page) {
        return String.join(
                " ", page.tabs().stream().map(Tab::absent).flatMap(List::stream).toList());
    }

    @Test
    void aRunShowsEverythingItHas() throws IOException {
        Page page = Report.read(SampleRun.write(folder.resolve("mine"), 40), Optional.empty());
        assertEquals(List.of("pass-at-k", "difference", "trajectory", "over-time"), ids(page, "outcome"));
        assertEquals(List.of("transitions", "coverage", "entries", "losses"), ids(page, "problems"));
        assertTrue(ids(page, "training")
                .containsAll(List.of("success", "gate", "waves", "overtraining", "loss", "entropy", "throughput")));
        assertEquals(List.of("samples"), ids(page, "rollouts"));
        assertEquals(List.of("provenance", "resolved-recipe", "notices"), ids(page, "recipe"));
        assertTrue(absent(page).contains("KL: no reference policy was kept"));
    }

    @Test
    void whatIsMissingIsSaidAndNotDrawn() throws IOException {
        Path run = folder.resolve("bare");
        Files.createDirectories(run);
        Files.writeString(run.resolve("metrics.jsonl"), "");
        Page page = Report.read(run, Optional.empty());
        assertEquals("bare: nothing trained yet", page.headline());
        assertTrue(page.tabs().stream().allMatch(tab -> tab.panels().isEmpty()));
        assertTrue(absent(page).contains("Pass@k: the run was not evaluated yet."));
        assertTrue(absent(page).contains("No step was trained"));
        assertTrue(absent(page).contains("there is no recipe.conf"));
    }

    @Test
    void anotherRunsBaseIsComparedWith() throws IOException {
        Path base = SampleRun.write(folder.resolve("base"), 20);
        Path run = SampleRun.write(folder.resolve("mine"), 20);
        Files.delete(run.resolve("evaluations/step-00000000.json"));
        Files.delete(run.resolve("evaluations/step-00000010.json"));
        assertFalse(Report.read(run, Optional.empty()).headline().contains("over base"));
        assertTrue(Report.read(run, Optional.of(base)).headline().contains("over base"));
    }

    @Test
    void anEvaluationHasItsReportBesideIt() throws IOException {
        Path run = SampleRun.write(folder.resolve("mine"), 20);
        Path last = run.resolve("evaluations/step-00000020.json");
        Path report = Report.write(last, Optional.of(run.resolve("evaluations/step-00000000.json")));
        assertEquals(run.resolve("evaluations/step-00000020.html"), report);
        assertTrue(Files.readString(report).contains("over base"));
        assertTrue(Report.read(last, Optional.empty()).headline().contains("Pass@1 0.12"));
    }

    @Test
    void tornAndForeignFilesAreNoFailureOfTheReport() throws IOException {
        Path run = SampleRun.write(folder.resolve("mine"), 20);
        Files.writeString(run.resolve("evaluations/step-00000010.json"), "{\"step\": 10, \"curves\": [");
        Files.write(run.resolve("rollouts/step-00000030.jsonl.gz"), new byte[] {31, -117, 8, 0, 1});
        Files.writeString(run.resolve("manifest.json"), "[");
        Page page = Report.read(run, Optional.empty());
        assertTrue(page.headline().contains("over base"));
        assertTrue(absent(page).contains("Provenance: there is no manifest.json."));
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        assertThrows(IOException.class, () -> Report.read(other, Optional.empty()));
        assertThrows(IOException.class, () -> Report.read(folder.resolve("missing"), Optional.empty()));
        Path file = Files.writeString(folder.resolve("x.json"), "{}");
        assertThrows(IOException.class, () -> Report.read(file, Optional.empty()));
        Files.writeString(file, "{\"curves\":[],\"problems\":[{\"id\":\"a\",\"samples\":2,\"correct\":3}]}");
        assertThrows(IOException.class, () -> Report.read(file, Optional.empty()));
    }

    @Test
    void anAblationNamesNoFolderOutsideOfItsOwn() throws IOException {
        Path ablation = SampleRun.ablation(folder.resolve("ablation"));
        SampleRun.write(folder.resolve("secret"), 20);
        String json = Files.readString(ablation.resolve("ablation.json"));
        Files.writeString(
                ablation.resolve("ablation.json"),
                json.replaceAll("run-[123]", "../secret").replace("failed", "completed"));
        Page page = Report.read(ablation, Optional.empty());
        assertEquals(List.of(), ids(page, "rollouts"));
    }

    @Test
    void nothingInTheDataMeansAnythingToHtml() throws IOException {
        String html = Report.html(SampleRun.write(folder.resolve("mine"), 20), Optional.empty());
        Matcher data = Pattern.compile("id=\"data\">([^<]*)</script>").matcher(html);
        assertTrue(data.find());
        String json = data.group(1);
        assertTrue(json.endsWith("}"));
        assertTrue(json.chars().allMatch(c -> c < 128 && c != '<' && c != '>' && c != '&'));
        assertTrue(json.contains("\\u003cscript\\u003e"));
    }

    @Test
    void thePolicyAllowsExactlyTheScriptsAndTheStyle() throws Exception {
        String html = Report.html(SampleRun.write(folder.resolve("mine"), 20), Optional.empty());
        List<String> hashes = new ArrayList<>();
        for (String element : List.of("<script>(.*?)</script>", "<style>(.*?)</style>")) {
            Matcher inlined = Pattern.compile(element, Pattern.DOTALL).matcher(html);
            while (inlined.find()) {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(inlined.group(1).getBytes(StandardCharsets.UTF_8));
                hashes.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            }
        }
        assertEquals(3, hashes.size());
        assertTrue(html.contains("content=\"default-src 'none'; script-src " + hashes.get(0) + " " + hashes.get(1)
                + "; style-src " + hashes.get(2) + "; img-src data:; base-uri 'none'; form-action 'none'\""));
        assertFalse(html.contains("unsafe-inline"));
    }

    @Test
    void aLongRunMakesNoLongReport() throws IOException {
        Path run = SampleRun.write(folder.resolve("mine"), 20);
        StringBuilder lines = new StringBuilder();
        for (int step = 1; step <= 30_000; step++) {
            lines.append(SampleRun.line(step)).append('\n');
        }
        Files.writeString(run.resolve("metrics.jsonl"), lines);
        assertTrue(Report.html(run, Optional.empty()).length() < 3_000_000);
    }
}
