package org.rlvr4j.reports.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.bbg.BoundaryUtility;
import org.rlvr4j.reports.internal.RunMetrics.Curve;

class RunMetricsTest {

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private RunMetrics metrics = new RunMetrics(Path.of(""), new Saturation(new BoundaryUtility(16), 0.01));

    @BeforeEach
    void begin() {
        file = folder.resolve("metrics.jsonl");
        metrics = new RunMetrics(file, new Saturation(new BoundaryUtility(16), 0.01));
    }

    private static String step(int step) {
        return "{\"event\":\"step\",\"step\":" + step + ",\"rollouts\":8,\"correct\":2,\"loss\":" + step + "}\n";
    }

    private void append(String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void aMissingFileHasNothing() throws IOException {
        assertFalse(metrics.follow());
        assertEquals(0, metrics.lastStep());
    }

    @Test
    void aTornLineWaitsForItsRest() throws IOException {
        String second = step(2);
        append(step(1) + second.substring(0, 20));
        assertTrue(metrics.follow());
        assertEquals(1, metrics.lastStep());
        assertFalse(metrics.follow());
        append(second.substring(20));
        assertTrue(metrics.follow());
        assertEquals(2, metrics.lastStep());
        assertEquals(0, metrics.unreadable());
        assertEquals(16, metrics.rollouts());
    }

    @Test
    void linesThatAreNoObjectsArePassedOverAndCounted() throws IOException {
        append("{\"event\":\"ste\n[1]\n" + step(1) + "\n\"x\"\n{\"event\":\"later\"}\n" + step(2));
        metrics.follow();
        assertEquals(2, metrics.lastStep());
        assertEquals(3, metrics.unreadable());
    }

    @Test
    void aLineOfManyMegabytesIsPassedOver() throws IOException {
        append("{\"event\":\"notice\",\"message\":\"" + "x".repeat(9 << 20) + "\"}\n" + step(3));
        metrics.follow();
        assertEquals(3, metrics.lastStep());
        assertEquals(1, metrics.unreadable());
        assertEquals(List.of(), metrics.notices());
    }

    @Test
    void aFileThatIsCutOrReplacedIsReadAnew() throws IOException {
        append(step(1) + step(2) + step(3));
        metrics.follow();
        Path cut = folder.resolve("cut");
        Files.writeString(cut, step(1) + step(2) + step(7) + step(8));
        Files.move(cut, file, StandardCopyOption.REPLACE_EXISTING);
        metrics.follow();
        assertEquals(8, metrics.lastStep());
        assertEquals(4, metrics.of(Curve.LOSS).points().size());
        Files.writeString(file, step(1));
        metrics.follow();
        assertEquals(1, metrics.lastStep());
        Files.delete(file);
        metrics.follow();
        assertEquals(0, metrics.lastStep());
    }

    @Test
    void aHundredThousandStepsKeepTheirPeak() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int step = 1; step <= 100_000; step++) {
            double loss = step == 54_321 ? 99 : 1;
            all.append("{\"event\":\"step\",\"step\":")
                    .append(step)
                    .append(",\"loss\":")
                    .append(loss)
                    .append("}\n");
        }
        append(all.toString());
        metrics.follow();
        List<double[]> points = metrics.of(Curve.LOSS).points();
        assertTrue(points.size() >= 400 && points.size() <= 800, points.size() + " points");
        assertEquals(99, points.stream().mapToDouble(point -> point[3]).max().orElseThrow());
        assertEquals(1, points.stream().mapToDouble(point -> point[2]).min().orElseThrow());
        for (int i = 1; i < points.size(); i++) {
            assertTrue(points.get(i)[0] > points.get(i - 1)[0]);
        }
    }

    @Test
    void saturationIsOfTrainedRolloutsAndOfTheSignal() throws IOException {
        append("{\"event\":\"step\",\"step\":1,\"buckets\":{\"m\":[0,8],\"n\":[8,8],\"judged\":[1,3],"
                + "\"trained\":[8,24],\"signal\":[9.0,1.0]}}\n");
        metrics.follow();
        assertEquals(0.75, metrics.of(Curve.SATURATED_JUDGED).points().get(0)[1]);
        assertEquals(0.75, metrics.of(Curve.SATURATED_TRAINED).points().get(0)[1]);
        assertEquals(0.1, metrics.of(Curve.SATURATED_SIGNAL).points().get(0)[1]);
    }

    @Test
    void numbersThatAreNoneAreLeftOut() throws IOException {
        append("{\"event\":\"step\",\"step\":1,\"loss\":\"NaN\",\"kl\":null,\"entropy\":1e999,\"gradientNorm\":{}}\n");
        metrics.follow();
        for (Curve curve : List.of(Curve.LOSS, Curve.KL, Curve.ENTROPY, Curve.GRADIENT_NORM, Curve.SUCCESS)) {
            assertTrue(metrics.of(curve).isEmpty(), curve + "");
        }
    }
}
