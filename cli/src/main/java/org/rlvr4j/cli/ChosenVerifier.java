package org.rlvr4j.cli;

import java.io.IOException;
import java.util.List;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.evaluation.cache.VerifierId;
import org.rlvr4j.evaluation.source.FileHashes;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.config.OptionAssignments;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;

/**
 * A verifier that was chosen by its id.
 *
 * @param verifier the verifier
 * @param id what tells it from any other
 * @param portable what another process needs to make it again
 */
record ChosenVerifier(Verifier verifier, VerifierId id, PortableRecipe portable) implements AutoCloseable {

    /**
     * Makes a verifier.
     *
     * @param catalog what there is
     * @param id its strategy id
     * @param assignments its options, {@code key=value}
     * @throws BadInputException if there is none, or an option is wrong
     */
    static ChosenVerifier of(StrategyCatalog catalog, String id, List<String> assignments) throws IOException {
        try {
            return created(catalog, catalog.find(StrategyCatalog.Kind.VERIFIER, id), assignments);
        } catch (InvalidRecipeException e) {
            throw new BadInputException("--verifier " + id + ": "
                    + String.join(
                            "; ", e.mistakes().stream().map(Mistake::toString).toList()));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--verifier " + id + ": " + e.getMessage());
        }
    }

    private static <O extends Record> ChosenVerifier created(
            StrategyCatalog catalog, StrategyProvider<?, O> provider, List<String> assignments) throws IOException {
        O options = OptionAssignments.read(assignments, provider.optionsType());
        return new ChosenVerifier(
                (Verifier) provider.create(options),
                new VerifierId(provider.id(), FileHashes.ofCode(provider.getClass()), options.toString()),
                TrainingRecipe.portableVerifier(catalog, provider.id(), options));
    }

    @Override
    public void close() {
        if (verifier instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("the verifier cannot be closed", e);
            }
        }
    }
}
