package org.rlvr4j.evaluation.cache;

import java.util.Objects;

/**
 * Which verifier judged.
 *
 * @param id its strategy id
 * @param version what tells its code from another version's, such as a hash
 * @param options its options, written the same way each time
 */
public record VerifierId(String id, String version, String options) {

    /** Checks for null. */
    public VerifierId {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(options, "options");
    }

    /**
     * Returns a name that no other verifier has.
     *
     * @return 32 hexadecimal digits, a function of id, version and options
     */
    public String hash() {
        return new Key("verifier").with(id).with(version).with(options).hex();
    }
}
