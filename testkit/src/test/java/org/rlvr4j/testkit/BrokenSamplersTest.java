package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;

/** Samplers of problems and of tokens that break a law each. */
class BrokenSamplersTest {

    private interface Draw {
        int of(long position, int size, RandomGenerator random);
    }

    private static ProblemSampler sampler(Draw draw) {
        return (cursor, count, problems, history, random) -> {
            if (cursor < 0 || count < 1 || problems.isEmpty()) {
                throw new IllegalArgumentException("out of range");
            }
            return IntStream.range(0, count)
                    .map(i -> draw.of(cursor + i, problems.size(), random.stream("test", cursor + i)))
                    .toArray();
        };
    }

    static class Sound extends ProblemSamplerContract {
        @Override
        protected ProblemSampler sampler() {
            return BrokenSamplersTest.sampler((position, size, random) -> random.nextInt(size));
        }
    }

    static class OutOfRange extends ProblemSamplerContract {
        @Override
        protected ProblemSampler sampler() {
            return BrokenSamplersTest.sampler((position, size, random) -> random.nextInt(size + 1));
        }
    }

    static class Skewed extends ProblemSamplerContract {
        @Override
        protected ProblemSampler sampler() {
            return BrokenSamplersTest.sampler(
                    (position, size, random) -> Math.min(random.nextInt(size), random.nextInt(size)));
        }
    }

    static class Stateful extends ProblemSamplerContract {
        @Override
        protected ProblemSampler sampler() {
            int[] drawn = new int[1];
            return BrokenSamplersTest.sampler((position, size, random) -> drawn[0]++ % size);
        }

        @Override
        protected boolean isRandom() {
            return false;
        }
    }

    static class Unseeded extends ProblemSamplerContract {
        @Override
        protected ProblemSampler sampler() {
            return BrokenSamplersTest.sampler((position, size, random) -> (int) (position * 7 % size));
        }
    }

    @Test
    void problems() {
        Outcome sound = Outcome.of(Sound.class);
        assertEquals(Set.of(), sound.failed(), sound::toString);
        assertEquals(8, sound.ran());
        assertTrue(Outcome.of(OutOfRange.class).failed().contains("drawsAreIndicesOfProblems"));
        assertEquals(
                Set.of("problemsAreDrawnByTheirShares", "theFirstDrawDependsOnTheSeedAlone"),
                Outcome.of(Skewed.class).failed());
        assertTrue(Outcome.of(Stateful.class).failed().contains("aRunResumesFromItsCursor"));
        assertTrue(Outcome.of(Unseeded.class).failed().contains("theFirstDrawDependsOnTheSeedAlone"));
    }

    static class SoundTokens extends TokenSamplerContract {
        @Override
        protected TokenSampler sampler() {
            return new TokenSampler() {
                @Override
                public <L> L restrict(L logits, LogitOps<L> ops) {
                    return ops.keepTopP(logits, 0.9);
                }
            };
        }
    }

    /** Divides by a temperature that it does not declare. */
    static class SecretTemperature extends TokenSamplerContract {
        @Override
        protected TokenSampler sampler() {
            return new TokenSampler() {
                @Override
                public <L> L restrict(L logits, LogitOps<L> ops) {
                    return ops.divide(logits, 1.2);
                }
            };
        }
    }

    static class SecretlyGreedy extends TokenSamplerContract {
        @Override
        protected TokenSampler sampler() {
            return new TokenSampler() {
                @Override
                public <L> L restrict(L logits, LogitOps<L> ops) {
                    return ops.keepTopK(logits, 1);
                }
            };
        }
    }

    /** Looks behind the operations. */
    static class Writes extends TokenSamplerContract {
        @Override
        protected TokenSampler sampler() {
            return new TokenSampler() {
                @Override
                public <L> L restrict(L logits, LogitOps<L> ops) {
                    if (logits instanceof double[][] rows) {
                        rows[0][0] = Double.NEGATIVE_INFINITY;
                    }
                    return logits;
                }
            };
        }
    }

    @Test
    void tokens() {
        Outcome sound = Outcome.of(SoundTokens.class);
        assertEquals(Set.of(), sound.failed(), sound::toString);
        assertEquals(9, sound.ran());
        assertEquals(
                Set.of("drawnTokensHaveTheDistribution"),
                Outcome.of(SecretTemperature.class).failed());
        assertEquals(
                Set.of("determinismIsDeclared"), Outcome.of(SecretlyGreedy.class).failed());
        assertTrue(
                Outcome.of(Writes.class).failed().contains("restrictionIsDeterministicAndChangesNothingGiven"));
    }
}
