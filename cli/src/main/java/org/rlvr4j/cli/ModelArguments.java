package org.rlvr4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.config.OptionAssignments;
import org.rlvr4j.trainer.config.RuntimeChoice;
import org.rlvr4j.trainer.config.StrategyCatalog;
import picocli.CommandLine.Option;

/** Which model a command opens without a recipe, and where it runs. */
final class ModelArguments {

    static final String DEFAULT_RUNTIME = "djl";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A Hugging Face folder, such as runs/NAME/checkpoints/final, or builtin:countdown-base.")
    String model = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of the runtime, such as threads=2; may be given again. `rlvr4j strategies`"
                    + " lists them.")
    List<String> overrides = new ArrayList<>();

    String runtime = DEFAULT_RUNTIME;

    StrategyCatalog catalog() {
        return Installation.strategies();
    }

    /** Opens the model, whose caller closes it. */
    PolicyRuntime open(ChatOptions chat) {
        try {
            return choice().open(spec(chat));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Opens the model, on runtimes of several processes with a verifier that each makes again. */
    PolicyRuntime open(ChatOptions chat, PortableRecipe verifier) {
        try {
            return choice().open(spec(chat), verifier);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BadInputException unreadable(IOException e) {
        return new BadInputException("--model " + model + ": " + e.getMessage());
    }

    private PolicySpec spec(ChatOptions chat) {
        return new PolicySpec(
                        model,
                        OptionSchema.of(LossOptions.class).defaults(),
                        OptionSchema.of(OptimizerOptions.class).defaults(),
                        0)
                .withChat(chat);
    }

    /**
     * The runtime with its options.
     *
     * @throws BadInputException if there is no such runtime, or an option is wrong
     */
    RuntimeChoice<?> choice() {
        try {
            return choice(catalog().findRuntime(runtime));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--runtime " + runtime + ": " + e.getMessage());
        }
    }

    private <O extends Record> RuntimeChoice<O> choice(PolicyRuntimeProvider<O> provider) {
        return new RuntimeChoice<>(provider, options(overrides, provider.optionsType()));
    }

    /** Reads options that were given as assignments. */
    static <O extends Record> O options(List<String> assignments, Class<O> type) {
        try {
            return OptionAssignments.read(assignments, type);
        } catch (InvalidRecipeException e) {
            throw new BadInputException(String.join(
                    "; ", e.mistakes().stream().map(Mistake::toString).toList()));
        } catch (InvalidOptionException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
