package org.rlvr4j.evaluation.cache;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;

/**
 * The verdicts that were given, in a file of {@link ChecksummedLines}, apart from the samples: judging again, or by another
 * verifier, needs no model.
 *
 * <p>A verdict's key is made of the verifier (id, version, options), of all that it sees of the problem but the id
 * (prompt, reference, metadata), and of the response. {@link Verdict.Failed} is no verdict and is not kept.
 */
public final class VerdictCache implements AutoCloseable {

    private final ChecksummedLines lines;
    private final Map<String, ChecksummedLines.Place> places;

    private VerdictCache(ChecksummedLines lines, Map<String, ChecksummedLines.Place> places) {
        this.lines = lines;
        this.places = places;
    }

    /**
     * Opens a cache, making it where it is missing.
     *
     * @param file the file
     * @return the cache, to be closed by the caller
     * @throws IOException if it cannot be read or written
     */
    public static VerdictCache open(Path file) throws IOException {
        Map<String, ChecksummedLines.Place> places = new ConcurrentHashMap<>();
        // of two verdicts for one key the later was given because the earlier was asked to be forgotten
        ChecksummedLines lines = ChecksummedLines.open(
                file, (line, place) -> places.put(line.path("key").asText(), place));
        return new VerdictCache(lines, places);
    }

    /** Makes the keys of verdicts. A problem's reference, which may be large or on the disk, is read once. */
    public static final class Keys {

        private final String verifier;
        private final Map<String, Key> byProblem = new ConcurrentHashMap<>();

        /**
         * Makes keys.
         *
         * @param verifier the hash of the verifier
         */
        public Keys(String verifier) {
            this.verifier = verifier;
        }

        /**
         * Makes the key of a verdict.
         *
         * @param problem the problem, no other of whose id is asked for
         * @param response the judged text
         * @return 32 hexadecimal digits
         * @throws java.io.UncheckedIOException if the problem's reference is on the disk and cannot be read
         */
        public String of(Problem problem, String response) {
            return byProblem
                    .computeIfAbsent(
                            problem.id(),
                            id -> new Key("verdict")
                                    .with(verifier)
                                    .with(problem.prompt())
                                    .with(problem.reference())
                                    .with(new TreeMap<>(problem.metadata())))
                    .copy()
                    .with(response)
                    .hex();
        }
    }

    /**
     * Returns how many lines were damaged when the file was opened.
     *
     * @return at least 0
     */
    public long damaged() {
        return lines.damaged();
    }

    /** Forgets every verdict, so that all is judged again; the file keeps the lines. */
    public void forget() {
        places.clear();
    }

    /**
     * Finds a verdict.
     *
     * @param key its key
     * @return the verdict; empty where there is none
     * @throws IOException if it cannot be read
     */
    public Optional<Verdict> get(String key) throws IOException {
        ChecksummedLines.Place place = places.get(key);
        return place == null ? Optional.empty() : Optional.of(verdict(lines.read(place)));
    }

    private static Verdict verdict(ObjectNode line) {
        String answer = line.path("answer").asText();
        String reason = line.path("reason").asText();
        return switch (line.path("verdict").asText()) {
            case "correct" -> new Verdict.Correct(answer, reason);
            case "incorrect" -> new Verdict.Incorrect(answer, reason);
            case "timedout" ->
                new Verdict.TimedOut(Duration.ofMillis(line.path("millis").asLong()));
            default -> new Verdict.Unparseable(reason);
        };
    }

    /**
     * Keeps a verdict; one that is {@link Verdict.Failed} is passed over.
     *
     * @param key its key
     * @param verdict the verdict
     * @throws IOException if it cannot be written
     */
    public void put(String key, Verdict verdict) throws IOException {
        if (!verdict.isJudged()) {
            return;
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("key", key).put("verdict", verdict.kind()).put("answer", verdict.answer());
        if (verdict instanceof Verdict.TimedOut timedOut) {
            line.put("millis", timedOut.deadline().toMillis());
        } else {
            line.put("reason", verdict.reason());
        }
        places.put(key, lines.append(line));
    }

    /**
     * Brings all verdicts to the disk and closes the file.
     *
     * @throws IOException if that fails
     */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
