package org.rlvr4j.cli;

import java.util.List;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.trainer.config.StrategyCatalog;
import picocli.CommandLine.Option;

/** How {@code generate} and {@code evaluate} lay out a prompt and draw tokens. */
final class SamplingArguments {

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer; 256 by default.")
    int maxTokens = 256;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "What logits are divided by; 1 by default, 0 is greedy.")
    double temperature = 1;

    @Option(names = "--top-k", paramLabel = "K", description = "How many tokens are kept; 0, the default, keeps all.")
    int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Probability that the kept tokens have together; 1, the default, keeps all.")
    double topP = 1;

    @Option(
            names = "--min-p",
            paramLabel = "P",
            description =
                    "Keeps tokens of at least this share of the most probable one's probability; 0, the default, keeps"
                            + " all.")
    double minP;

    @Option(names = "--greedy", description = "Always takes the most probable token.")
    boolean greedy;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is drawn; 0 by default.")
    long seed;

    @Option(
            names = "--chat",
            arity = "0..1",
            fallbackValue = ChatOptions.MODEL,
            paramLabel = "FILE",
            description = "Lays the prompt out by the model's chat template, or by the one in FILE.")
    String chat = ChatOptions.NONE;

    @Option(names = "--system", paramLabel = "TEXT", description = "The system message; needs --chat, or a server.")
    String system = "";

    @Option(
            names = "--thinking",
            paramLabel = "on|off",
            description = "What the chat template is told as enable_thinking; by default nothing. Needs --chat.")
    ChatOptions.Thinking thinking = ChatOptions.Thinking.MODEL;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "What the chat template is told today is; by default nothing. Needs --chat.")
    String date = "";

    /** Refuses what cannot be meant. */
    void check() {
        checkDrawing();
        if (chat.equals(ChatOptions.NONE)
                && (!system.isEmpty() || thinking != ChatOptions.Thinking.MODEL || !date.isEmpty())) {
            throw new BadInputException("--system, --thinking and --date need --chat");
        }
    }

    /** Refuses what cannot be meant where a server lays out the prompts. */
    void checkForServer() {
        checkDrawing();
        if (!chat.equals(ChatOptions.NONE) || thinking != ChatOptions.Thinking.MODEL || !date.isEmpty()) {
            throw new BadInputException(
                    "--chat, --thinking and --date are of models of this process; with --endpoint the"
                            + " server lays prompts out (--set api=completions sends them as they are)");
        }
    }

    private void checkDrawing() {
        if (maxTokens < 1) {
            throw new BadInputException("--max-tokens " + maxTokens + " must be at least 1");
        }
        if (greedy && (temperature != 1 || topK != 0 || topP != 1 || minP != 0)) {
            throw new BadInputException("--greedy allows neither --temperature nor --top-k nor --top-p nor --min-p");
        }
    }

    /** The options of the token sampler {@code standard}. */
    List<String> assignments() {
        return List.of("temperature=" + (greedy ? 0 : temperature), "top-k=" + topK, "top-p=" + topP, "min-p=" + minP);
    }

    /** The distribution that is drawn from. */
    TokenSampler sampler(StrategyCatalog catalog) {
        return create(catalog.find(StrategyCatalog.Kind.TOKEN_SAMPLER, "standard"), assignments());
    }

    private static <O extends Record> TokenSampler create(StrategyProvider<?, O> provider, List<String> assignments) {
        return TokenSampler.class.cast(provider.create(ModelArguments.options(assignments, provider.optionsType())));
    }

    ChatOptions chat() {
        try {
            return new ChatOptions(chat, system, thinking, date);
        } catch (InvalidOptionException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
