package org.rlvr4j.evaluation.cache;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlvr4j.api.evaluation.SampleSource;

/**
 * Which model was asked, and how: all that samples of one kind have in common.
 *
 * @param identity what {@link SampleSource#identity} said
 * @param settings what {@link SampleSource#settings} said
 */
public record SourceId(SortedMap<String, String> identity, SortedMap<String, String> settings) {

    /** Copies. */
    public SourceId {
        identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /**
     * Describes a source.
     *
     * @param source the source
     * @return its identity and settings as they are now
     */
    public static SourceId of(SampleSource source) {
        return new SourceId(source.identity(), source.settings());
    }

    /**
     * Returns a name that no other source has.
     *
     * @return 32 hexadecimal digits, a function of identity and settings
     */
    public String hash() {
        return new Key("source").with(identity).with(settings).hex();
    }
}
