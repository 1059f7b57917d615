package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.spi.PortableRecipe;
import org.rlvr4j.verifiers.math.MathVerifierOptions;

class PortableVerifierTest {

    /** Nested options and all: the verifier made again decides as the one that was chosen. */
    @Test
    void aVerifierIsMadeAgainWithItsOptions() {
        Problem half = new Problem("a", "1/2?", "0.5");
        for (boolean asFraction : new boolean[] {true, false}) {
            MathVerifierOptions options = OptionAssignments.read(
                    List.of("comparison.percent-as-fraction=" + asFraction, "comparison.unit-missing=false"),
                    MathVerifierOptions.class);
            PortableRecipe portable = TrainingRecipe.portableVerifier(RecipeTexts.CATALOG, "math", options);
            assertEquals(
                    asFraction,
                    TrainingRecipe.verifier(portable.resolvedText(), RecipeTexts.CATALOG)
                            .verify(half, "It is \\boxed{50\\%}.")
                            .isCorrect());
            assertEquals(List.of(), portable.plugins());
        }
    }
}
