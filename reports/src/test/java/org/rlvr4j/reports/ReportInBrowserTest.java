package org.rlvr4j.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Reports as a person sees them: opened from the disk in a real browser. */
@NeedsBrowser
class ReportInBrowserTest {

    @TempDir
    static Path folder;

    private static Path run = Path.of("");
    private static Path ablation = Path.of("");
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        run = Report.write(SampleRun.write(folder.resolve("mine"), 40), Optional.empty());
        ablation = Report.write(SampleRun.ablation(folder.resolve("ablation")), Optional.empty());
        browser = Browser.open(folder);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        browser.resize(1280, 900, false);
        browser.prefer("light");
        browser.complaints();
    }

    private static void show(Path report) {
        browser.show(report);
        browser.await("document.querySelector('[role=tab]')");
    }

    private static String nameOf(Path report) {
        return report.equals(run) ? "mine" : "ablation";
    }

    private static void select(String tab) {
        browser.find("#tab-" + tab).click();
        browser.await("!document.getElementById('tabpanel-' + arguments[0]).hidden", tab);
    }

    @Test
    void everyTabOfEveryReportDrawsAndNothingIsComplainedOf() throws IOException {
        for (Path report : List.of(run, ablation)) {
            show(report);
            String name = nameOf(report);
            for (String tab : List.of("outcome", "problems", "training", "rollouts", "recipe")) {
                select(tab);
                browser.screenshot(name + "-" + tab);
                long charts = browser.count("#tabpanel-" + tab + " .chart");
                assertEquals(charts, browser.count("#tabpanel-" + tab + " .chart svg"), name + " " + tab);
            }
            assertEquals(List.of(), browser.complaints(), name);
        }
    }

    @Test
    void curvesAndTheirBandsAreDrawn() {
        show(run);
        // base and policy: a line of five points each, and a filled band each
        assertEquals(
                2L,
                browser.run("return [...document.querySelectorAll('#panel-pass-at-k svg path')].filter(p =>"
                        + " ['#5a5f6a', '#0072B2'].includes(p.getAttribute('stroke'))"
                        + " && (p.getAttribute('d').match(/L/g) || []).length === 4"
                        + " && p.getBBox().height > 40).length"));
        assertEquals(
                2L,
                browser.run("return [...document.querySelectorAll('#panel-pass-at-k svg path')].filter(p =>"
                        + " p.getAttribute('fill-opacity') === '0.15' && p.getBBox().width > 300).length"));
        String labels = browser.text("#panel-pass-at-k svg text");
        assertTrue(labels.contains("base") && labels.contains("step 40") && labels.contains("16"), labels);
    }

    @Test
    void theHeadlineSaysWhatHappened() {
        show(run);
        assertTrue(
                browser.text("h1").matches("mine: Pass@1 [+−]\\d\\.\\d\\d, Pass@16 [+−±]\\d\\.\\d\\d over base"),
                browser.text("h1"));
        show(ablation);
        assertTrue(browser.text("h1").contains("Pass@1 +0.10, Pass@4 +0.40 over base"), browser.text("h1"));
    }

    @Test
    void hostileTextsAreShownAsTextAndNeverRun() {
        for (Path report : List.of(run, ablation)) {
            show(report);
            for (String tab : List.of("problems", "rollouts", "recipe")) {
                select(tab);
            }
            assertEquals(null, browser.run("return window.broken"));
            assertEquals(0, browser.count("#page img, #page script, #page b, #page i, #page u"));
            String rollouts = browser.text("#tabpanel-rollouts");
            assertTrue(rollouts.contains("right " + SampleRun.HOSTILE), rollouts);
            assertTrue(rollouts.contains("wrong " + SampleRun.HOSTILE), rollouts);
            assertTrue(rollouts.contains(SampleRun.problem(0)), rollouts);
            assertTrue(browser.text("#tabpanel-recipe").contains(SampleRun.HOSTILE));
            assertEquals(List.of(), browser.complaints());
        }
        assertTrue(browser.text("#tabpanel-outcome").contains("<u>arm</u>"));
    }

    @Test
    void thePolicyRefusesWhatIsNotItsOwn() {
        show(run);
        browser.run(
                "const s = document.createElement('script'); s.textContent = 'window.broken = 3'; document.body.append(s);"
                        + "const i = document.createElement('img'); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i);"
                        + "const d = document.createElement('div'); d.setAttribute('onclick', 'window.broken = 4'); document.body.append(d); d.click();");
        assertEquals(null, browser.run("return window.broken"));
        assertFalse(browser.complaints().isEmpty(), "the browser said nothing of the refusals");
    }

    @Test
    void theTooltipTellsTheValues() {
        show(run);
        var chart = browser.find("#panel-pass-at-k .chart");
        browser.run("arguments[0].scrollIntoView({block: 'center'})", chart);
        new Actions(driver()).moveToElement(chart, 40, 0).moveByOffset(3, 2).perform();
        browser.await(
                "[...document.querySelectorAll('#panel-pass-at-k svg text')].some(t => /^k \\d/.test(t.textContent))");
        String texts = browser.text("#panel-pass-at-k svg text");
        assertTrue(texts.matches("(?s).*step 40  0\\.\\d{3}  \\[0\\.\\d{3}, .*"), texts);
    }

    private static org.openqa.selenium.WebDriver driver() {
        return ((org.openqa.selenium.WrapsDriver) browser.find("body")).getWrappedDriver();
    }

    @Test
    void theKeyboardReachesEverything() {
        show(run);
        browser.tab();
        assertEquals("Skip to the content", browser.run("return document.activeElement.textContent"));
        browser.tab();
        assertEquals(
                "Switch to the dark theme", browser.run("return document.activeElement.getAttribute('aria-label')"));
        browser.tab();
        assertEquals("tab-outcome", browser.run("return document.activeElement.id"));
        assertEquals(true, browser.run("return getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
        browser.press(Keys.ARROW_RIGHT);
        assertEquals("tab-problems", browser.run("return document.activeElement.id"));
        assertEquals(false, browser.run("return document.getElementById('tabpanel-problems').hidden"));
        browser.press(Keys.END);
        assertEquals("tab-recipe", browser.run("return document.activeElement.id"));
        browser.press(Keys.ARROW_RIGHT);
        assertEquals("tab-outcome", browser.run("return document.activeElement.id"));
        assertEquals(1, browser.count("[role=tab][tabindex='0']"));
        browser.tab();
        assertEquals("SUMMARY", browser.run("return document.activeElement.tagName"));
        browser.press(Keys.ENTER);
        browser.await("document.querySelector('#panel-pass-at-k table')");
        assertEquals(10, browser.count("#panel-pass-at-k tbody tr"));
    }

    @Test
    void everyChartHasATableAndAName() {
        show(run);
        assertEquals(
                List.of(),
                browser.run(
                        "return [...document.querySelectorAll('.chart')].filter(c => !c.getAttribute('aria-label')"
                                + " || !c.parentElement.querySelector('details') || !c.parentElement.querySelector('.csv')).map(c => c.parentElement.id)"));
        assertEquals(
                List.of(),
                browser.run(
                        "const ids = [...document.querySelectorAll('[id]')].map(n => n.id); return ids.filter((id, i) => ids.indexOf(id) !== i)"));
    }

    @Test
    void theDataAreDownloadedAsCsv() throws IOException {
        show(run);
        browser.find("#panel-pass-at-k .csv").click();
        Path csv = folder.resolve("pass-at-k.csv");
        awaitFile(csv);
        List<String> lines = Files.readAllLines(csv);
        assertEquals("\ufeffseries,k,Pass@k,low,high", lines.get(0));
        assertEquals("base,1,0.1,0.05,0.15", lines.get(1));
        assertEquals(11, lines.size());
        select("problems");
        browser.find("#panel-entries .csv").click();
        awaitFile(folder.resolve("entries.csv"));
        assertTrue(Files.readString(folder.resolve("entries.csv")).contains(SampleRun.problem(0) + ",\"held out "));
        assertEquals(List.of(), browser.complaints());
    }

    private static void awaitFile(Path file) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!Files.exists(file)) {
            assertTrue(System.nanoTime() < end, file + " was never downloaded");
            Browser.pause();
        }
    }

    @Test
    void aPhoneScrollsInOneDirectionOnly() throws IOException {
        browser.resize(360, 740, true);
        for (Path report : List.of(run, ablation)) {
            show(report);
            for (String tab : List.of("outcome", "problems", "training", "rollouts", "recipe")) {
                select(tab);
                assertEquals(
                        360L,
                        browser.run("return document.documentElement.scrollWidth"),
                        tab + " of " + nameOf(report));
                browser.screenshot(nameOf(report) + "-phone-" + tab);
            }
        }
    }

    @Test
    void darkAndLightFollowTheSystemAndTheButton() throws IOException {
        browser.prefer("dark");
        show(run);
        assertEquals("rgb(20, 22, 26)", background());
        browser.screenshot("mine-dark");
        browser.find(".theme").click();
        assertEquals("rgb(251, 250, 247)", background());
        assertEquals(List.of(), browser.complaints());
    }

    private static Object background() {
        return browser.run("return getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void onPaperEveryTabIsThere() {
        show(run);
        browser.run(
                "window.printed = 0; window.addEventListener('beforeprint', () => {"
                        + " window.printed = [...document.querySelectorAll('.chart')].filter(c => c.querySelector('svg')).length; })");
        browser.cdp("Page.printToPDF", Map.of());
        assertEquals(browser.count(".chart"), browser.run("return window.printed"));
        browser.await("[...document.querySelectorAll('[role=tabpanel]')].filter(p => !p.hidden).length === 1");
    }
}
