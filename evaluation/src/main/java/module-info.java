/**
 * Evaluates any model that answers prompts: samples are drawn once and kept, verdicts apart from them, and Pass@k with its
 * relatives is computed from both.
 *
 * <p>{@link org.rlvr4j.evaluation.EvaluationRun} is the engine, {@link org.rlvr4j.evaluation.cache} the files that make it
 * resumable to the sample, {@link org.rlvr4j.evaluation.source} the model of this process as a source of samples,
 * {@link org.rlvr4j.evaluation.statistics} when to stop and where to draw, {@link org.rlvr4j.evaluation.comparison} two
 * evaluations side by side.
 */
module org.rlvr4j.evaluation {
    requires static org.apiguardian.api;
    requires transitive com.fasterxml.jackson.databind;
    requires commons.math3;
    requires transitive org.rlvr4j.api;
    requires transitive org.rlvr4j.estimators;

    exports org.rlvr4j.evaluation;
    exports org.rlvr4j.evaluation.cache;
    exports org.rlvr4j.evaluation.comparison;
    exports org.rlvr4j.evaluation.source;
    exports org.rlvr4j.evaluation.statistics;
}
