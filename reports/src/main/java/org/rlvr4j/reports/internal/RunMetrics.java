package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The curves in a {@code metrics.jsonl}, in bounded memory however long the run is. {@link #follow} reads only what came
 * since; a file that was cut or replaced is read anew.
 */
final class RunMetrics {

    private static final int MOST_NOTICES = 100;
    private static final int MOST_LINE_BYTES = 4 << 20;
    private static final int CHUNK_BYTES = 1 << 20;

    /** What is drawn over steps. */
    enum Curve {
        SUCCESS,
        UNPARSEABLE,
        FAILURES,
        RESPONSE_TOKENS,
        LOSS,
        KL,
        ENTROPY,
        GRADIENT_NORM,
        CLIP_SHARE,
        RATIO,
        LEARNING_RATE,
        JUDGED,
        ACTIVE,
        TARGET,
        WAVES,
        GENERATE_SECONDS,
        VERIFY_SECONDS,
        UPDATE_SECONDS,
        ROLLOUTS_PER_SECOND,
        TOKENS_PER_SECOND,
        SATURATED_JUDGED,
        SATURATED_TRAINED,
        SATURATED_SIGNAL
    }

    /** Something a person should know. */
    record Notice(long step, String message) {}

    private final Path file;
    private final Saturation saturation;
    private Map<Curve, Bins> curves = new EnumMap<>(Curve.class);
    private List<Notice> notices = new ArrayList<>();
    private long lastStep;
    private long rollouts;
    private double seconds;
    private int evaluations;
    private int guards;
    private String lastGuard = "";
    private int unreadable;
    private long offset;
    private @Nullable Object key;

    /**
     * Begins with nothing read.
     *
     * @param file the file; it may be missing
     * @param saturation which buckets count as saturated
     */
    RunMetrics(Path file, Saturation saturation) {
        this.file = file;
        this.saturation = saturation;
    }

    /**
     * Reads what came since the last call.
     *
     * @return whether anything did
     */
    boolean follow() throws IOException {
        if (!Files.isRegularFile(file)) {
            boolean had = offset > 0;
            reset(null);
            return had;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.size() < offset || !Objects.equals(key, attributes.fileKey())) {
            reset(attributes.fileKey());
        }
        long before = offset;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            read(channel);
        }
        return offset > before;
    }

    private void reset(@Nullable Object newKey) {
        curves = new EnumMap<>(Curve.class);
        notices = new ArrayList<>();
        lastStep = 0;
        rollouts = 0;
        seconds = 0;
        evaluations = 0;
        guards = 0;
        lastGuard = "";
        unreadable = 0;
        offset = 0;
        key = newKey;
    }

    /** Reads whole lines; the torn one at the end waits for its rest. */
    private void read(FileChannel channel) throws IOException {
        byte[] bytes = new byte[CHUNK_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long position = offset;
        while (channel.read(buffer.clear(), position) > 0) {
            buffer.flip();
            position += buffer.limit();
            int from = 0;
            for (int i = 0; i < buffer.limit(); i++) {
                if (bytes[i] == '\n') {
                    append(line, bytes, from, i);
                    accept(line);
                    line.reset();
                    from = i + 1;
                    offset = position - buffer.limit() + from;
                }
            }
            append(line, bytes, from, buffer.limit());
        }
    }

    private static void append(ByteArrayOutputStream line, byte[] bytes, int from, int to) {
        // one byte over the limit is enough to know that it is too long
        int length = Math.min(to - from, MOST_LINE_BYTES + 1 - line.size());
        line.write(bytes, from, length);
    }

    private void accept(ByteArrayOutputStream line) {
        if (line.size() > MOST_LINE_BYTES) {
            unreadable++;
            return;
        }
        if (line.size() > 0) {
            Json.parse(line.toByteArray()).ifPresentOrElse(this::accept, () -> unreadable++);
        }
    }

    private void accept(JsonNode event) {
        switch (event.path("event").asText()) {
            case "step" -> step(event);
            case "evaluation" -> evaluations++;
            case "notice" -> {
                if (notices.size() < MOST_NOTICES) {
                    notices.add(new Notice(
                            event.path("step").asLong(),
                            RolloutFiles.bounded(event.path("message").asText(), 500)));
                }
            }
            case "guard", "rollback" -> {
                guards++;
                if (notices.size() < MOST_NOTICES) {
                    String kind = event.path("event").asText().equals("guard")
                            ? "guard " + event.path("guard").asText() + " ("
                                    + event.path("action").asText() + "): "
                            : "rollback " + event.path("number").asText() + ": ";
                    notices.add(new Notice(
                            event.path("step").asLong(),
                            RolloutFiles.bounded(kind + event.path("message").asText(), 500)));
                    lastGuard = RolloutFiles.bounded(
                            kind + "at step " + event.path("step").asText() + ": "
                                    + event.path("message").asText(),
                            500);
                }
            }
            default -> {
                // later versions may say more
            }
        }
    }

    private void step(JsonNode event) {
        long step = event.path("step").asLong();
        lastStep = Math.max(lastStep, step);
        double drawn = Json.number(event, "rollouts");
        if (drawn > 0) {
            rollouts += (long) drawn;
            add(Curve.SUCCESS, step, Json.number(event, "correct") / drawn);
            add(Curve.UNPARSEABLE, step, Json.number(event, "unparseable") / drawn);
        }
        add(Curve.FAILURES, step, Json.number(event, "failures"));
        add(Curve.RESPONSE_TOKENS, step, Json.number(event, "meanResponseTokens"));
        add(Curve.LOSS, step, Json.number(event, "loss"));
        add(Curve.KL, step, Json.number(event, "kl"));
        add(Curve.ENTROPY, step, Json.number(event, "entropy"));
        add(Curve.GRADIENT_NORM, step, Json.number(event, "gradientNorm"));
        add(Curve.CLIP_SHARE, step, Json.number(event, "clipShare"));
        add(Curve.RATIO, step, Json.number(event, "meanRatio"));
        add(Curve.LEARNING_RATE, step, Json.number(event, "learningRate"));
        add(Curve.JUDGED, step, Json.number(event, "judgedGroups"));
        add(Curve.ACTIVE, step, Json.number(event, "activeGroups"));
        add(Curve.TARGET, step, Json.number(event, "targetGroups"));
        add(Curve.WAVES, step, Json.number(event, "waves"));
        double generate = Json.number(event, "generateSeconds");
        double verify = Json.number(event, "verifySeconds");
        double update = Json.number(event, "updateSeconds");
        add(Curve.GENERATE_SECONDS, step, generate);
        add(Curve.VERIFY_SECONDS, step, verify);
        add(Curve.UPDATE_SECONDS, step, update);
        add(Curve.ROLLOUTS_PER_SECOND, step, drawn / generate);
        add(Curve.TOKENS_PER_SECOND, step, Json.number(event, "tokens") / update);
        double all = generate + verify + update;
        seconds += Double.isFinite(all) ? all : 0;
        saturation.share(event, Saturation.Of.JUDGED).ifPresent(share -> add(Curve.SATURATED_JUDGED, step, share));
        saturation.share(event, Saturation.Of.TRAINED).ifPresent(share -> add(Curve.SATURATED_TRAINED, step, share));
        saturation.share(event, Saturation.Of.SIGNAL).ifPresent(share -> add(Curve.SATURATED_SIGNAL, step, share));
    }

    private void add(Curve curve, long step, double value) {
        curves.computeIfAbsent(curve, c -> new Bins()).add(step, value);
    }

    Bins of(Curve curve) {
        return curves.getOrDefault(curve, new Bins());
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** How many times guards tripped or the run went back. */
    int guards() {
        return guards;
    }

    /** What the last guard said; empty where none did. */
    String lastGuard() {
        return lastGuard;
    }

    long lastStep() {
        return lastStep;
    }

    long rollouts() {
        return rollouts;
    }

    double seconds() {
        return seconds;
    }

    int evaluations() {
        return evaluations;
    }

    int unreadable() {
        return unreadable;
    }
}
