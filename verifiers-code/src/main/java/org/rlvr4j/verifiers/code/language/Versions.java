package org.rlvr4j.verifiers.code.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version numbers in what compilers say of themselves. */
final class Versions {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?");

    private Versions() {}

    /** The last number with a point, or the last number at all: names such as g++-12 come before it. */
    static boolean atLeast(String text, int major, int minor) {
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2) != null || matcher.hitEnd()) {
                int found = Integer.parseInt(matcher.group(1));
                int below = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
                return found > major || (found == major && below >= minor);
            }
        }
        return false;
    }
}
