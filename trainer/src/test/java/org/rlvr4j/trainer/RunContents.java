package org.rlvr4j.trainer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.rlvr4j.trainer.run.MetricsFile;

/** What a run left in its folder, in a form that can be compared: all but wall-clock times and older checkpoints. */
record RunContents(List<String> metrics, Map<String, String> files) {

    static RunContents of(Path run) throws IOException {
        List<String> metrics = new ArrayList<>();
        MetricsFile.read(run.resolve("metrics.jsonl"), event -> {
            ((ObjectNode) event).remove(List.of("generateSeconds", "verifySeconds", "updateSeconds"));
            metrics.add(event.toString());
        });
        Map<String, String> files = new TreeMap<>();
        for (String part : List.of("evaluations", "rollouts", "checkpoints/final")) {
            Path folder = run.resolve(part);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> children = Files.list(folder)) {
                    for (Path file : children.toList()) {
                        files.put(part + "/" + file.getFileName(), content(file));
                    }
                }
            }
        }
        return new RunContents(metrics, files);
    }

    private static String content(Path file) throws IOException {
        if (file.toString().endsWith(".gz")) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length + " bytes, " + Arrays.hashCode(bytes);
    }

    static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
