package org.rlvr4j.data.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * What a row means.
 *
 * @param prompt the problem, as it stands in the row; not blank
 * @param reference what the verifier compares with; not blank
 * @param id the row's own id, unique within its file; empty where it has none
 * @param metadata facts for reports, such as difficulty
 * @param solution the canonical solution as a response, where the reference alone is none: a program for its tests
 */
public record MappedRow(
        String prompt, String reference, Optional<String> id, Map<String, String> metadata, Optional<String> solution) {

    /** Copies. */
    public MappedRow {
        metadata = Map.copyOf(metadata);
    }
}
