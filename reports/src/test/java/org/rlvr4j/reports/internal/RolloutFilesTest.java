package org.rlvr4j.reports.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.reports.page.RolloutSample;

/** Logs of one process, and of executors that write theirs beside the decisions. */
class RolloutFilesTest {

    @TempDir
    Path folder;

    private void write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String rollouts(int group, String weights) {
        String[] weight = weights.split(",");
        return """
                "prompt":"prompt %d","rollouts":[\
                {"text":"right %d","verdict":"correct","reason":"r","logProb":-1%s},\
                {"text":"wrong %d","verdict":"incorrect","reason":"w","logProb":-2%s}]""".formatted(
                        group,
                        group,
                        weights.isEmpty() ? "" : ",\"weight\":" + weight[0],
                        group,
                        weights.isEmpty() ? "" : ",\"weight\":" + weight[1]);
    }

    private static String decision(int group, String more) {
        return """
                {"step":1,"problem":"p%d","successes":1,"size":2,"gate":"g","taken":true,%s}""".formatted(group, more);
    }

    private static String part(int group) {
        return "{\"step\":1,\"position\":" + group + ",\"problem\":\"p" + group + "\"," + rollouts(group, "") + "}";
    }

    @Test
    void bothLayoutsShowTheSame() throws IOException {
        write(
                "step-00000001.jsonl.gz",
                decision(0, rollouts(0, "0.5,0.25")),
                decision(1, rollouts(1, "0.5,0.25")),
                decision(2, rollouts(2, "0.5,0.25")));
        List<RolloutSample> together = RolloutFiles.sample(folder, "", 3);
        assertEquals(3, together.size());
        assertEquals("right 2", together.get(2).right().get(0).text());
        write(
                "step-00000001.jsonl.gz",
                decision(0, "\"position\":0,\"weights\":[0.5,0.25]"),
                decision(1, "\"position\":1,\"weights\":[0.5,0.25]"),
                decision(2, "\"position\":2,\"weights\":[0.5,0.25]"));
        write("step-00000001/groups-00000002.jsonl.gz", part(2));
        write("step-00000001/groups-00000000.jsonl.gz", part(0), "torn", part(1));
        assertEquals(together, RolloutFiles.sample(folder, "", 3));
    }

    @Test
    void aMissingPartLeavesTheDecision() throws IOException {
        write(
                "step-00000001.jsonl.gz",
                decision(0, "\"position\":0,\"weights\":[0.5,0.25]"),
                decision(1, "\"position\":1,\"weights\":[0.5,0.25]"));
        write("step-00000001/groups-00000001.jsonl.gz", part(1));
        List<RolloutSample> samples = RolloutFiles.sample(folder, "", 3);
        // groups with right and wrong rollouts come first
        assertEquals(
                List.of("p1", "p0"),
                samples.stream().map(RolloutSample::problem).toList());
        assertEquals(List.of(), samples.get(1).right());
        assertEquals(0.25, samples.get(0).wrong().get(0).weight());
    }
}
