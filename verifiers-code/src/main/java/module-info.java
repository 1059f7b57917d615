/** Does this program pass these tests, and can it hurt us? Verifiers of programs, each run in a sandbox. */
module org.rlvr4j.verifiers.code {
    requires transitive org.rlvr4j.api;

    exports org.rlvr4j.verifiers.code.sandbox;
}
