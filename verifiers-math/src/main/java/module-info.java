import org.rlvr4j.api.spi.ProblemSourceProvider;
import org.rlvr4j.api.spi.VerifierProvider;
import org.rlvr4j.verifiers.math.internal.CountdownSourceProvider;
import org.rlvr4j.verifiers.math.internal.CountdownVerifierProvider;
import org.rlvr4j.verifiers.math.internal.MathVerifierProvider;

/**
 * Is this answer equal to that one? Verifiers of mathematical answers, exact and safe on any text, and the generated
 * Countdown task.
 *
 * @provides org.rlvr4j.api.spi.VerifierProvider the verifiers {@code math} and {@code countdown}
 * @provides org.rlvr4j.api.spi.ProblemSourceProvider the problem source {@code countdown}
 */
module org.rlvr4j.verifiers.math {
    requires static org.apiguardian.api;
    requires transitive org.rlvr4j.api;

    exports org.rlvr4j.verifiers.math;
    exports org.rlvr4j.verifiers.math.countdown;
    exports org.rlvr4j.verifiers.math.expression;

    provides VerifierProvider with
            CountdownVerifierProvider,
            MathVerifierProvider;
    provides ProblemSourceProvider with
            CountdownSourceProvider;
}
