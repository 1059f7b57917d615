package org.rlvr4j.samplers.problem;

import java.util.List;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;

/**
 * Draws every problem once an epoch, in an order that is shuffled anew for each epoch.
 *
 * <p>Position c of the run belongs to epoch ⌊c / size⌋, whose order is a Fisher–Yates permutation (Knuth, TAOCP volume 2,
 * algorithm 3.4.2P) from the stream {@code problem-order} at that epoch. So the cursor alone says where to resume: {@code
 * draw(c, a + b)} is {@code draw(c, a)} followed by {@code draw(c + a, b)}, across epochs too. The history is not looked
 * at.
 *
 * <p>The current epoch's permutation is kept to save time; it changes no result. Safe for use by several threads.
 */
public final class EpochShuffleSampler implements ProblemSampler {

    private volatile Epoch latest = new Epoch(new RandomStreams(0), -1, new int[0]);

    /** The order of one epoch: a function of the streams, the epoch and the order's length. */
    private record Epoch(RandomStreams random, long number, int[] order) {

        static Epoch shuffle(RandomStreams random, long number, int size) {
            RandomGenerator generator = random.stream("problem-order", number);
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                int j = generator.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            return new Epoch(random, number, order);
        }

        boolean is(RandomStreams otherRandom, long otherNumber, int size) {
            return number == otherNumber && order.length == size && random.equals(otherRandom);
        }
    }

    /** Creates the sampler. */
    public EpochShuffleSampler() {}

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if an argument is out of range
     */
    @Override
    public int[] draw(long cursor, int count, List<Problem> problems, SuccessHistory history, RandomStreams random) {
        int size = problems.size();
        DrawArguments.check(cursor, count, size);
        int[] drawn = new int[count];
        int filled = 0;
        while (filled < count) {
            long position = cursor + filled;
            int from = (int) (position % size);
            int length = Math.min(count - filled, size - from);
            System.arraycopy(epoch(random, position / size, size).order(), from, drawn, filled, length);
            filled += length;
        }
        return drawn;
    }

    private Epoch epoch(RandomStreams random, long number, int size) {
        Epoch epoch = latest;
        if (!epoch.is(random, number, size)) {
            epoch = Epoch.shuffle(random, number, size);
            latest = epoch;
        }
        return epoch;
    }
}
