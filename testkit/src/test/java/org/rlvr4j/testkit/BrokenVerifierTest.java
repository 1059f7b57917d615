package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/** Verifiers that break a law each. */
class BrokenVerifierTest {

    abstract static class Echo extends VerifierContract {
        @Override
        protected List<Solved> solved() {
            return List.of(new Solved(new Problem("p", "Say 42.", "42"), "42"));
        }
    }

    private static Verdict exact(Problem problem, String response) {
        return response.equals(problem.reference())
                ? new Verdict.Correct(response, "it is the reference")
                : new Verdict.Incorrect("", Excerpt.of(response) + " is not the reference");
    }

    static class Sound extends Echo {
        @Override
        protected Verifier verifier() {
            return BrokenVerifierTest::exact;
        }
    }

    @Test
    void aSoundVerifierPasses() {
        Outcome outcome = Outcome.of(Sound.class);
        assertEquals(Set.of(), outcome.failed(), outcome::toString);
        assertTrue(outcome.ran() > 25, outcome::toString);
    }

    static class NoGold extends Echo {
        @Override
        protected Verifier verifier() {
            return (problem, response) -> new Verdict.Incorrect("", "never right");
        }
    }

    static class Generous extends Echo {
        @Override
        protected Verifier verifier() {
            return (problem, response) -> new Verdict.Correct("", "always right");
        }
    }

    @Test
    void goldAndNothing() {
        assertEquals(Set.of("goldVerifiesItself"), Outcome.of(NoGold.class).failed());
        assertEquals(Set.of("anEmptyResponseIsNotCorrect"), Outcome.of(Generous.class).failed());
    }

    static class Throws extends Echo {
        @Override
        protected Verifier verifier() {
            return (problem, response) -> Integer.parseInt(response) == Integer.parseInt(problem.reference())
                    ? new Verdict.Correct(response, "equal")
                    : new Verdict.Incorrect(response, "not equal");
        }
    }

    @Test
    void anExceptionForBadInput() {
        Set<String> failed = Outcome.of(Throws.class).failed();
        assertTrue(failed.contains("anyResponseIsJudged"), failed::toString);
        assertTrue(failed.contains("anyReferenceGivesAVerdict"), failed::toString);
    }

    /** (x+)+y on a megabyte of x. */
    static class Backtracks extends Echo {
        private static final Pattern SLOW = Pattern.compile("(?:1|1)*2");

        @Override
        protected Verifier verifier() {
            return (problem, response) -> {
                if (response.length() > 1000) {
                    LockSupport.parkNanos(Duration.ofSeconds(3600).toNanos());
                }
                return SLOW.matcher("2").matches() ? exact(problem, response) : new Verdict.Unparseable("no");
            };
        }

        @Override
        protected Duration deadline() {
            return Duration.ofMillis(300);
        }

        @Override
        protected List<String> pieces() {
            return List.of("1");
        }
    }

    @Test
    void aHang() {
        Set<String> failed = Outcome.of(Backtracks.class).failed();
        assertTrue(failed.contains("aMegabyteIsJudgedWithinTheDeadline"), failed::toString);
    }

    static class Quotes extends Echo {
        @Override
        protected Verifier verifier() {
            return (problem, response) -> response.equals("42")
                    ? exact(problem, response)
                    : new Verdict.Incorrect("", "wrong: " + response);
        }
    }

    @Test
    void anUnboundedReason() {
        Set<String> failed = Outcome.of(Quotes.class).failed();
        assertTrue(failed.contains("aMegabyteIsJudgedWithinTheDeadline"), failed::toString);
    }

    static class Forgets extends Echo {
        private static final AtomicInteger CALLS = new AtomicInteger();

        @Override
        protected Verifier verifier() {
            return (problem, response) -> response.equals("42") || CALLS.incrementAndGet() % 2 == 0
                    ? exact(problem, response)
                    : new Verdict.Unparseable("tired");
        }
    }

    @Test
    void chance() {
        Set<String> failed = Outcome.of(Forgets.class).failed();
        assertTrue(failed.contains("verdictsAreDeterministic"), failed::toString);
    }

    /** Keeps what it is working on in a field. */
    static class OneAtATime extends Echo {
        @Override
        protected Verifier verifier() {
            return new Verifier() {
                private volatile String text = "";

                @Override
                public Verdict verify(Problem problem, String response) {
                    text = response;
                    Thread.yield();
                    for (int i = 0; i < 100; i++) {
                        Thread.onSpinWait();
                    }
                    return exact(problem, text);
                }
            };
        }

        @Override
        protected int rounds() {
            return 2000;
        }
    }

    @Test
    void sharedState() {
        assertEquals(
                Set.of("severalThreadsAtOnceGiveTheSameVerdicts"),
                Outcome.of(OneAtATime.class).failed());
    }
}
