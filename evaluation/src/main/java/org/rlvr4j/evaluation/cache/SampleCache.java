package org.rlvr4j.evaluation.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleTask;

/**
 * The samples that were drawn, in a file of {@link ChecksummedLines}.
 *
 * <p>A sample's key is made of the source's identity and settings, the prompt, the seed and the index. So two models, two
 * temperatures or two prompts never share samples, and the samples of one problem never become one, also where a server
 * ignores seeds. Failures are not in it: what failed is drawn again.
 *
 * <p>A line {@code {"source", "identity", "settings"}} stands before the first sample of a source and wherever the source
 * in use changes; so the last such line names the source that was used last. Texts stay on the disk; memory holds their
 * places.
 */
public final class SampleCache implements AutoCloseable {

    private final ChecksummedLines lines;
    private final Map<String, ChecksummedLines.Place> places;
    private final @Nullable SourceId last;

    private SampleCache(ChecksummedLines lines, Map<String, ChecksummedLines.Place> places, @Nullable SourceId last) {
        this.lines = lines;
        this.places = places;
        this.last = last;
    }

    /**
     * Opens a cache, making it where it is missing.
     *
     * @param file the file
     * @return the cache, to be closed by the caller
     * @throws IOException if it cannot be read or written
     */
    public static SampleCache open(Path file) throws IOException {
        Map<String, ChecksummedLines.Place> places = new ConcurrentHashMap<>();
        @Nullable SourceId[] last = new SourceId[1];
        ChecksummedLines lines = ChecksummedLines.open(file, (line, place) -> {
            if (line.has("key")) {
                places.putIfAbsent(line.path("key").asText(), place);
            } else if (line.has("source")) {
                last[0] = new SourceId(map(line.path("identity")), map(line.path("settings")));
            }
        });
        return new SampleCache(lines, places, last[0]);
    }

    private static SortedMap<String, String> map(JsonNode node) {
        SortedMap<String, String> map = new TreeMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    /**
     * Returns the source of the samples that were drawn last, before this cache was opened.
     *
     * @return empty where there was none
     */
    public Optional<SourceId> lastSource() {
        return Optional.ofNullable(last);
    }

    /**
     * Returns how many samples there are.
     *
     * @return those of all sources
     */
    public int size() {
        return places.size();
    }

    /**
     * Returns how many lines were damaged when the file was opened.
     *
     * @return at least 0
     */
    public long damaged() {
        return lines.damaged();
    }

    /**
     * Makes the key of a sample.
     *
     * @param source the hash of its source
     * @param task what was asked
     * @return 32 hexadecimal digits
     */
    public static String key(String source, SampleTask task) {
        return new Key("sample")
                .with(source)
                .with(task.problem().prompt())
                .with(task.seed())
                .with(task.index())
                .hex();
    }

    /**
     * Notes which source the samples that follow are of.
     *
     * @param source the source
     * @throws IOException if it cannot be written
     */
    public void begin(SourceId source) throws IOException {
        if (source.equals(last)) {
            return;
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("source", source.hash());
        ObjectNode identity = line.putObject("identity");
        source.identity().forEach(identity::put);
        ObjectNode settings = line.putObject("settings");
        source.settings().forEach(settings::put);
        lines.append(line);
    }

    /**
     * Tells whether there is a sample.
     *
     * @param key its key
     * @return whether {@link #get} finds it
     */
    public boolean contains(String key) {
        return places.containsKey(key);
    }

    /**
     * Finds a sample.
     *
     * @param key its key
     * @return the sample; empty where there is none
     * @throws IOException if it cannot be read
     */
    public Optional<Sample> get(String key) throws IOException {
        ChecksummedLines.Place place = places.get(key);
        return place == null ? Optional.empty() : Optional.of(sample(lines.read(place)));
    }

    private static Sample sample(ObjectNode line) {
        return new Sample(
                line.path("text").asText(),
                line.path("stop").asText().equals("length") ? StopReason.LENGTH : StopReason.STOP_TOKEN,
                count(line.path("promptTokens")),
                count(line.path("responseTokens")),
                line.path("logProb").isNumber()
                        ? OptionalDouble.of(line.path("logProb").asDouble())
                        : OptionalDouble.empty());
    }

    private static OptionalInt count(JsonNode node) {
        return node.isInt() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
    }

    /**
     * Keeps a sample.
     *
     * @param key its key; what is there already stays
     * @param task what was asked
     * @param sample the answer
     * @throws IOException if it cannot be written
     */
    public void put(String key, SampleTask task, Sample sample) throws IOException {
        if (places.containsKey(key)) {
            return;
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("key", key)
                .put("problem", task.problem().id())
                .put("index", task.index())
                .put("seed", task.seed())
                .put("stop", sample.stop() == StopReason.LENGTH ? "length" : "stop-token")
                .put("text", sample.text());
        sample.promptTokens().ifPresent(count -> line.put("promptTokens", count));
        sample.responseTokens().ifPresent(count -> line.put("responseTokens", count));
        sample.logProb().ifPresent(value -> line.put("logProb", value));
        places.put(key, lines.append(line));
    }

    /**
     * Brings all samples to the disk and closes the file.
     *
     * @throws IOException if that fails
     */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
