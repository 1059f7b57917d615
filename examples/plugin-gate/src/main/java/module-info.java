/** A gate and a verifier of a third party. */
module org.example.curriculum {
    requires transitive org.rlvr4j.api;

    exports org.example.curriculum;

    provides org.rlvr4j.api.spi.UpdateGateProvider with
            org.example.curriculum.BandGateProvider;
    provides org.rlvr4j.api.spi.VerifierProvider with
            org.example.curriculum.LastNumberVerifierProvider;
}
