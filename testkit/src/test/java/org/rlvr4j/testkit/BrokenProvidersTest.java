package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.NoOptions;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.UpdateGateProvider;

/** Providers that break a law each; what registers them is in this module's test resources. */
class BrokenProvidersTest {

    private abstract static class Base<O extends Record> implements UpdateGateProvider<O> {
        private final String id;
        private final Class<O> options;

        Base(String id, Class<O> options) {
            this.id = id;
            this.options = options;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String description() {
            return "A gate of the tests.";
        }

        @Override
        public Class<O> optionsType() {
            return options;
        }

        @Override
        public UpdateGate create(O given) {
            return (group, history) -> GateDecision.keep(group.size(), 1, "kept");
        }
    }

    /** A sound provider, and registered. */
    public static final class Registered extends Base<NoOptions> {
        /** For ServiceLoader. */
        public Registered() {
            super("registered", NoOptions.class);
        }
    }

    static class Sound extends ProvidersContract {
        @Override
        protected List<?> providers() {
            return List.of(new Registered());
        }
    }

    /** Not registered. */
    public static final class Forgotten extends Base<NoOptions> {
        /** For ServiceLoader. */
        public Forgotten() {
            super("registered", NoOptions.class);
        }
    }

    static class NotRegistered extends ProvidersContract {
        @Override
        protected List<?> providers() {
            return List.of(new Registered(), new Forgotten());
        }
    }

    /**
     * Options that accept NaN and let another exception out.
     *
     * @param share any
     * @param count divides
     */
    public record Careless(
            @Option(value = "a share", defaultsTo = "0.5") double share,
            @Option(value = "a count", defaultsTo = "2") int count) {
        /** Checks in a way that NaN passes. */
        public Careless {
            if (share < 0 || share > 1) {
                throw new IllegalStateException("share");
            }
        }
    }

    private static final class Private extends Base<Careless> {
        Private(String id) {
            super(id, Careless.class);
        }

        @Override
        public String description() {
            return "two\nlines";
        }
    }

    static class Bad extends ProvidersContract {
        @Override
        protected List<?> providers() {
            return List.of(new Private("Bad Id"));
        }
    }

    @Test
    void providers() {
        Outcome sound = Outcome.of(Sound.class);
        assertEquals(Set.of(), sound.failed(), sound::toString);
        assertEquals(7, sound.ran());
        assertEquals(
                Set.of("theJarRegistersTheseProviders", "idsAreUniqueWithinTheirKind"),
                Outcome.of(NotRegistered.class).failed());
        Outcome bad = Outcome.of(Bad.class);
        assertEquals(Set.of("theJarRegistersTheseProviders", "eachProvider"), bad.failed());
        String said = String.join("\n", bad.messages());
        for (String part : List.of("is not public", "Bad Id", "NaN is accepted as share")) {
            assertTrue(said.contains(part), said);
        }
    }
}
