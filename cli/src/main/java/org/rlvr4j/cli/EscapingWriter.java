package org.rlvr4j.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** The only way to the terminal: whatever the text came from, no control character passes but line ends. */
final class EscapingWriter extends FilterWriter {

    EscapingWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        write(Character.toString(c), 0, 1);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(Escape.controls(text.substring(offset, offset + length)));
    }
}
