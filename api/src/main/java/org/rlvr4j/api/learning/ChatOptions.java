package org.rlvr4j.api.learning;

import java.io.Serializable;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * How a problem's text becomes what a model of conversations sees: as the user's message, laid out by a chat template.
 *
 * @param template which template, or {@link #NONE}
 * @param system the system message
 * @param thinking whether the model is asked to think first
 * @param date what the template is told today is
 */
public record ChatOptions(
        @Option(
                value = "none (the problem's text is all that the policy sees), model (the model folder's"
                        + " chat_template.jinja, or else chat_template of its tokenizer_config.json), or the path of"
                        + " a file with a Jinja template",
                defaultsTo = "none")
        String template,

        @Option(
                value = "the system message; without one the template decides, and some have one of their own",
                defaultsTo = "")
        String system,

        @Option(
                value = "what the template is told as enable_thinking: model tells it nothing, on true, off false",
                defaultsTo = "model")
        Thinking thinking,

        @Option(
                value =
                        "the day that the template is told when it asks for today, such as 2025-01-31; without one it is"
                                + " not told, so that a prompt does not depend on the day of the run",
                defaultsTo = "")
        String date)
        implements Serializable {

    /** No template. */
    public static final String NONE = "none";

    /** The model's own template. */
    public static final String MODEL = "model";

    private static final String DAY = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";

    /** What a template is told as {@code enable_thinking}. */
    public enum Thinking {
        /** Nothing: the template does as it does by default. */
        MODEL,
        /** True. */
        ON,
        /** False. */
        OFF
    }

    /** Checks ranges, and that nothing is said to a template that is not there. */
    public ChatOptions {
        boolean on = !template.equals(NONE);
        String needed = "needs chat.template";
        new OptionChecks()
                .that(!template.isBlank(), "template", template, "must be none, model, or the path of a file")
                .that(on || system.isEmpty(), "system", system, needed)
                .that(on || thinking == Thinking.MODEL, "thinking", thinking, needed)
                .that(on || date.isEmpty(), "date", date, needed)
                .that(date.isEmpty() || date.matches(DAY), "date", date, "must be a day such as 2025-01-31")
                .orThrow();
    }

    /**
     * Returns the choice of no template.
     *
     * @return options by which a policy sees a problem's text and nothing else
     */
    public static ChatOptions none() {
        return new ChatOptions(NONE, "", Thinking.MODEL, "");
    }

    /**
     * Tells whether there is a template.
     *
     * @return false where the problem's text is all
     */
    public boolean isOn() {
        return !template.equals(NONE);
    }
}
