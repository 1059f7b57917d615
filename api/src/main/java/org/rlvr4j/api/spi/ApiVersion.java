package org.rlvr4j.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of this module, against which plugins are built.
 *
 * <p>From 1.0.0 on, what was built against a version works with every later one of the same major number (semantic
 * versioning 2.0.0). Before, it works with versions of the same minor number only.
 *
 * @param major first number, ≥ 0
 * @param minor second number, ≥ 0
 * @param text the version as it was written
 */
public record ApiVersion(int major, int minor, String text) {

    /** The attribute of a jar's manifest that names the version it was built against. */
    public static final String ATTRIBUTE = "Rlvr4j-Api-Version";

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:[.+-][0-9A-Za-z.+-]{0,100})?");

    /**
     * Reads a version.
     *
     * @param text such as {@code 0.1.0-SNAPSHOT}
     * @return the version
     * @throws IllegalArgumentException if it is none
     */
    public static ApiVersion parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a version is written like 1.2.3, got " + org.rlvr4j.api.verify.Excerpt.of(text));
        }
        return new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), text);
    }

    /**
     * Returns the version that runs.
     *
     * @return this module's own
     */
    public static ApiVersion current() {
        Properties properties = new Properties();
        try (InputStream in = ApiVersion.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing beside " + ApiVersion.class);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parse(properties.getProperty("version", ""));
    }

    /**
     * Tells whether something that was built against another version works with this one.
     *
     * @param builtAgainst the other version
     * @return whether nothing that it may use is missing here
     */
    public boolean supports(ApiVersion builtAgainst) {
        if (major == 0 || builtAgainst.major() == 0) {
            return major == builtAgainst.major() && minor == builtAgainst.minor();
        }
        return major == builtAgainst.major() && minor >= builtAgainst.minor();
    }
}
