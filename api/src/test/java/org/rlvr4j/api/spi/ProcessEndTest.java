package org.rlvr4j.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessEndTest {

    private final ProcessEnd end = new ProcessEnd();
    private final List<String> done = new ArrayList<>();

    @Test
    void workIsWaitedForAndThenAllIsClosedTheLastFirst() {
        end.add(() -> done.add("first"));
        end.await(() -> done.add("work, " + (end.closing() ? "closing" : "open")));
        ProcessEnd.Closing closed = end.add(() -> done.add("closed before"));
        end.add(() -> done.add("last, " + (end.closing() ? "closing" : "open")));
        closed.cancel();
        assertFalse(end.closing());
        end.run();
        assertEquals(List.of("work, open", "last, closing", "first"), done);
        assertTrue(end.closing());
    }

    @Test
    void whatFailsKeepsNothingOpen() {
        end.add(() -> done.add("first"));
        end.add(() -> {
            throw new IllegalStateException("cannot be closed");
        });
        end.await(() -> {
            throw new IllegalStateException("cannot be waited for");
        });
        end.run();
        assertEquals(List.of("first"), done);
    }

    @Test
    void whatTheWorkInHandOpensIsClosedToo() {
        end.await(() -> end.add(() -> done.add("opened late")));
        end.run();
        assertEquals(List.of("opened late"), done);
    }

    @Test
    void whatComesTooLateIsClosedAtOnce() {
        end.run();
        end.add(() -> done.add("too late")).cancel();
        assertEquals(List.of("too late"), done);
        assertThrows(IllegalStateException.class, () -> end.await(() -> {}));
    }
}
