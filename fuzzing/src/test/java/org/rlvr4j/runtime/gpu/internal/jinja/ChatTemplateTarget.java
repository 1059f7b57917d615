package org.rlvr4j.runtime.gpu.internal.jinja;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.rlvr4j.fuzzing.Bounds;

/**
 * Any text is a chat template that renders, or is refused. What rendering may allocate is by the steps of its budget, of which it
 * has a twentieth of the usual here, so that little memory is a lot.
 */
public final class ChatTemplateTarget {

    private static final long STEPS = 1_000_000;
    private static final long BYTES_A_STEP = 20;
    private static final Bounds BOUNDS = new Bounds((1 << 20) + BYTES_A_STEP * STEPS, 2_000);
    private static final Map<String, Object> VALUES = Map.of(
            "messages",
            List.of(
                    Map.of("role", "system", "content", "Be brief."),
                    Map.of("role", "user", "content", "What is 17 + 25?")),
            "add_generation_prompt",
            true,
            "bos_token",
            "<s>",
            "eos_token",
            "</s>");
    private static final Map<String, Template.TextFunction> FUNCTIONS = Map.of("raise_exception", message -> {
        throw new TemplateException("refused: " + message);
    });

    private ChatTemplateTarget() {}

    /** Reads a template and fills it in. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        String source = new String(input, StandardCharsets.UTF_8);
        BOUNDS.hold(input.length, () -> {
            try {
                Template.parse(source).render(VALUES, FUNCTIONS, new Budget(STEPS));
            } catch (TemplateException e) {
                // refused, as documented
            }
        });
    }
}
