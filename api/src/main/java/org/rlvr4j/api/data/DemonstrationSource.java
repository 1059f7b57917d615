package org.rlvr4j.api.data;

import java.util.random.RandomGenerator;

/** Gives worked examples for supervised pre-training, drawn at random and without end. */
public interface DemonstrationSource {

    /**
     * Draws one demonstration; problems held out for evaluation are never drawn.
     *
     * @param random the only source of randomness
     * @return a demonstration, a function of the generator's state alone
     */
    Demonstration draw(RandomGenerator random);

    /**
     * Returns the characters of all prompts and responses, from which a character tokenizer can be made.
     *
     * @return distinct characters
     */
    String alphabet();
}
