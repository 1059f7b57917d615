package org.rlvr4j.verifiers.math.expression;

import java.util.Optional;

/** Units of measurement by their names and abbreviations. */
public final class Units {

    private Units() {}

    /**
     * Finds a unit's canonical name.
     *
     * @param written a name or an abbreviation as written, without a backslash: {@code cm}, {@code centimeters}, {@code km}
     * @return such as {@code centimetre}, or nothing if no unit is written so
     */
    public static Optional<String> canonical(String written) {
        return Optional.empty();
    }
}
