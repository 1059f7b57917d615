package org.rlvr4j.api.random;

import java.io.Serializable;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Named, counter-based random streams: every draw of a run is a function of the run's seed, a name and a position.
 *
 * <p>There is no generator state to save: a resumed run asks for the same names and positions and gets the same numbers,
 * whatever was drawn in between or in which order. Names are {@code "problem-order"}, {@code "rollout"} and the like;
 * positions are the step, the problem, the rollout.
 *
 * @param seed the run's seed, any value
 */
public record RandomStreams(long seed) implements Serializable {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * Returns the generator of one named position.
     *
     * @param name what is drawn
     * @param position counters that tell draws of that name apart; their number and order matter
     * @return a new generator, the same sequence for the same arguments
     */
    public RandomGenerator stream(String name, long... position) {
        return new SplittableRandom(key(name, position));
    }

    /**
     * Returns one 64-bit number for a named position, for engines that take a seed.
     *
     * @param name what is drawn
     * @param position counters that tell draws of that name apart
     * @return well-mixed bits
     */
    public long key(String name, long... position) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        hash = mix(hash ^ mix(seed));
        for (long counter : position) {
            hash = mix(hash + 0x9e3779b97f4a7c15L ^ mix(counter));
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014), a bijection of 64-bit words. */
    private static long mix(long word) {
        long z = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
