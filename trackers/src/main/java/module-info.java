/** A run's metrics for TensorBoard and MLflow. */
module org.rlvr4j.trackers {
    requires static org.apiguardian.api;
    requires com.fasterxml.jackson.databind;
    requires mlflow.client;
    requires transitive org.rlvr4j.api;

    exports org.rlvr4j.trackers;

    provides org.rlvr4j.api.spi.RunTrackerProvider with
            org.rlvr4j.trackers.internal.MlflowProvider,
            org.rlvr4j.trackers.internal.TensorBoardProvider;
}
