package org.rlvr4j.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.reports.ui.RunsServer;

/** The live view in a real browser. */
@NeedsBrowser
class UiInBrowserTest {

    @TempDir
    private Path folder;

    @Test
    void aRunIsFoundInTheListAndFollowed() throws IOException {
        Path run = SampleRun.write(folder.resolve("mine & <b>yours</b> 100%"), 20);
        SampleRun.write(folder.resolve("other"), 10);
        try (RunsServer server = RunsServer.start(folder, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Browser browser = Browser.open(folder)) {
            browser.show(server.address());
            browser.await("document.querySelectorAll('.runs tbody tr').length === 2");
            assertEquals(0, browser.count("#page b"));
            browser.screenshot("ui-list");
            browser.find("#filter").sendKeys("yours");
            browser.await("document.querySelectorAll('.runs tbody tr').length === 1");
            browser.find(".runs a").click();
            browser.await("document.querySelector('#panel-pass-at-k svg')");
            assertEquals("following", browser.text("#following").replace("● ", ""));
            browser.find("#tab-training").click();
            browser.await("document.querySelector('#panel-success svg')");
            Files.writeString(
                    run.resolve("metrics.jsonl"), SampleRun.line(21) + "\n{\"torn", StandardOpenOption.APPEND);
            browser.await("document.querySelector('header').textContent.includes('21 steps')");
            // the reader stays where he was
            assertEquals("tab-training", browser.run("return document.querySelector('[aria-selected=true]').id"));
            browser.screenshot("ui-run");
            assertEquals(List.of(), browser.complaints());
            delete(run);
            browser.await("document.getElementById('following').textContent === 'deleted'");
            browser.show(server.address() + "run/nothing");
            browser.await("document.body.textContent.includes('There is no such run')");
            assertTrue(browser.text("h1").contains("nothing"));
        }
    }

    private static void delete(Path run) throws IOException {
        try (var files = Files.walk(run)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
