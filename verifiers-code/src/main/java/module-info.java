import org.rlvr4j.api.spi.VerifierProvider;
import org.rlvr4j.verifiers.code.internal.CodeVerifierProvider;

/**
 * Does this program pass these tests, and can it hurt us? Verifiers of programs, each run in a sandbox.
 *
 * @provides org.rlvr4j.api.spi.VerifierProvider the verifier {@code code}
 */
module org.rlvr4j.verifiers.code {
    requires static org.apiguardian.api;
    requires transitive org.rlvr4j.api;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive com.fasterxml.jackson.core;

    exports org.rlvr4j.verifiers.code;
    exports org.rlvr4j.verifiers.code.language;
    exports org.rlvr4j.verifiers.code.layout;
    exports org.rlvr4j.verifiers.code.sandbox;
    exports org.rlvr4j.verifiers.code.value;

    provides VerifierProvider with
            CodeVerifierProvider;
}
