/**
 * From a recipe to a trained policy and its Pass@k curves: an SDK first, of which the command line is one user.
 *
 * <p>{@link org.rlvr4j.trainer.Recipe} assembled with {@code new} and {@link org.rlvr4j.trainer.TrainingRun} need no
 * configuration file; {@link org.rlvr4j.trainer.config} reads recipes from HOCON, {@link org.rlvr4j.trainer.wiring}
 * wires what they name with Guice, {@link org.rlvr4j.trainer.run} keeps run folders, {@link org.rlvr4j.trainer.cost} says
 * beforehand what a run will cost, {@link org.rlvr4j.trainer.plugin} loads strategies of others.
 */
module org.rlvr4j.trainer {
    requires transitive org.rlvr4j.api;
    requires transitive com.fasterxml.jackson.databind;
    // Guice is an automatic module and cannot say itself that it needs these two
    requires com.google.common;
    requires jakarta.inject;
    requires transitive com.google.guice;
    requires typesafe.config;

    exports org.rlvr4j.trainer;
    exports org.rlvr4j.trainer.config;
    exports org.rlvr4j.trainer.cost;
    exports org.rlvr4j.trainer.plugin;
    exports org.rlvr4j.trainer.run;
    exports org.rlvr4j.trainer.wiring;

    // Guice calls the @Provides methods of the wiring
    opens org.rlvr4j.trainer.wiring to
            com.google.guice;

    uses org.rlvr4j.api.spi.AdvantageProvider;
    uses org.rlvr4j.api.spi.PassAtKProvider;
    uses org.rlvr4j.api.spi.PolicyRuntimeProvider;
    uses org.rlvr4j.api.spi.ProblemSamplerProvider;
    uses org.rlvr4j.api.spi.ProblemSourceProvider;
    uses org.rlvr4j.api.spi.RolloutSourceProvider;
    uses org.rlvr4j.api.spi.RunTrackerProvider;
    uses org.rlvr4j.api.spi.TokenSamplerProvider;
    uses org.rlvr4j.api.spi.UpdateGateProvider;
    uses org.rlvr4j.api.spi.VerifierProvider;
}
