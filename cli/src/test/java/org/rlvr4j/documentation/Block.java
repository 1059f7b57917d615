package org.rlvr4j.documentation;

/**
 * A fenced block of a page.
 *
 * @param page the page's path from the repository's root
 * @param line where it begins, from 1
 * @param annotation what the comment on the line above it says, empty where there is none
 * @param language what stands behind the fence
 * @param text its lines, each with its end
 */
record Block(String page, int line, String annotation, String language, String text) {

    /** Names the block in messages. */
    String where() {
        return page + ":" + line;
    }

    /** Whether its annotation is a word, alone or before others. */
    boolean is(String word) {
        return annotation.equals(word) || annotation.startsWith(word + " ");
    }

    /** What its annotation says behind its first word. */
    String argument() {
        int space = annotation.indexOf(' ');
        return space < 0 ? "" : annotation.substring(space + 1).strip();
    }
}
