package org.rlvr4j.cli;

/** JSON that a terminal shows as it is. */
final class VisibleJson {

    private VisibleJson() {}

    /** JSON whose invisible characters are written as escapes: outside strings there are none. */
    static void append(StringBuilder output, String json) {
        json.codePoints().forEach(c -> {
            if (c >= 0x7f && (Escape.isInvisible(c) || Character.getType(c) == Character.SURROGATE)) {
                for (char unit : Character.toChars(c)) {
                    output.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                output.appendCodePoint(c);
            }
        });
    }
}
