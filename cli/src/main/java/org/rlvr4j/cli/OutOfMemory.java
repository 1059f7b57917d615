package org.rlvr4j.cli;

import com.google.inject.CreationException;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Tells that memory ran out, also within what a library made of it: Guice wraps whatever a constructor throws. */
final class OutOfMemory {

    private OutOfMemory() {}

    static String message() {
        return "rlvr4j: out of memory (the heap may take "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB); RLVR4J_JAVA_OPTS=-Xmx8g gives more, smaller"
                + " batches in the recipe's sections runtime and trainer need less";
    }

    /** Whether it is the cause, or one of the causes. */
    static boolean isIn(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(thrown));
        while (!open.isEmpty()) {
            Throwable next = open.pop();
            if (next instanceof OutOfMemoryError) {
                return true;
            }
            if (seen.add(next)) {
                causes(next).forEach(open::push);
            }
        }
        return false;
    }

    /** Guice says a single cause as the cause, and several by its messages alone. */
    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.concat(
                        Stream.of(thrown).map(Throwable::getCause),
                        messages(thrown).stream().map(Message::getCause))
                .filter(Objects::nonNull);
    }

    private static Collection<Message> messages(Throwable thrown) {
        if (thrown instanceof ProvisionException provision) {
            return provision.getErrorMessages();
        }
        return thrown instanceof CreationException creation ? creation.getErrorMessages() : List.of();
    }
}
