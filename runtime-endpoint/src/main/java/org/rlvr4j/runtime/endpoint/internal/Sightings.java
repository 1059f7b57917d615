package org.rlvr4j.runtime.endpoint.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Watches whether answers come from what the first one came from. */
final class Sightings {

    private static final int MOST_SAID = 8;

    private final Consumer<String> notices;
    private final Set<String> models = new LinkedHashSet<>();
    private final Set<String> fingerprints = new LinkedHashSet<>();

    Sightings(Consumer<String> notices) {
        this.notices = notices;
    }

    synchronized void see(Answer answer) {
        see(models, answer.model(), "model");
        see(fingerprints, answer.fingerprint(), "system_fingerprint");
    }

    private void see(Set<String> seen, String value, String name) {
        if (seen.size() >= MOST_SAID || !seen.add(value) || seen.size() == 1) {
            return;
        }
        String first = seen.iterator().next();
        notices.accept("the server's " + name + " changed from \"" + first + "\" to \"" + value
                + "\": answers may come from different models or versions");
    }
}
