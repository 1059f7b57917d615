package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EscapeTest {

    @Test
    void keepsWhatIsHarmless() {
        assertEquals("a\nb – ü 語 \uD83D\uDE00", Escape.controls("a\nb – ü 語 \uD83D\uDE00"));
        assertEquals("a\\u000Ab", Escape.line("a\nb"));
        assertEquals("\\u001B[31m\\u0007\\u202E\\u2028", Escape.controls("\u001b[31m\u0007\u202e\u2028"));
    }

    @Property(tries = 300)
    void nothingInvisibleReachesTheTerminal(@ForAll String text, @ForAll char one) throws IOException {
        StringWriter terminal = new StringWriter();
        try (EscapingWriter out = new EscapingWriter(terminal)) {
            out.write(text);
            out.write(one);
            out.write(text.toCharArray());
            out.append(text);
        }
        assertFalse(terminal.toString().chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
    }
}
