#!/usr/bin/env bash
# The image of executors and, where it runs in the cluster too, of the driver:
#
#   executor           what Spark's Kubernetes scheduler asks of a pod; everything else is in SPARK_…
#   train RECIPE …     any command of rlvr4j
set -euo pipefail

jars="${RLVR4J_JARS:-/opt/rlvr4j/jars/*}"
export SPARK_HOME="${SPARK_HOME:-/opt/rlvr4j}" DJL_CACHE_DIR="${DJL_CACHE_DIR:-/tmp/djl}"
if [[ "${1:-}" != executor ]]; then
  quiet=() opens=()
  # what Spark says, some with a stack trace, of that by which a command ends with an error of one line
  for name in network SparkContext scheduler.TaskSetManager; do
    quiet+=("-Dorg.slf4j.simpleLogger.log.org.apache.spark.$name=off")
  done
  # what Spark's own scripts open: else blocks that do not fit into the heap cannot be written to the disk
  for name in java.base/{java.lang,java.lang.invoke,java.lang.reflect,java.io,java.net,java.nio,java.util,java.util.concurrent} \
    java.base/{java.util.concurrent.atomic,jdk.internal.ref,sun.nio.ch,sun.nio.cs,sun.security.action,sun.util.calendar} \
    java.security.jgss/sun.security.krb5; do
    opens+=("--add-opens=$name=ALL-UNNAMED")
  done
  # shellcheck disable=SC2086 # RLVR4J_JAVA_OPTS is a list
  exec java -XX:+UseSerialGC "${opens[@]}" "${quiet[@]}" -Drlvr4j.home=/opt/rlvr4j ${RLVR4J_JAVA_OPTS:-} -cp "$jars" org.rlvr4j.cli.Main "$@"
fi
# Spark numbers the options of Java
options=()
while IFS= read -r name; do
  options+=("${!name}")
done < <(compgen -v SPARK_JAVA_OPT_ | sort -t_ -k4n)
exec java "${options[@]+"${options[@]}"}" "-Xmx$SPARK_EXECUTOR_MEMORY" -cp "$jars${SPARK_CLASSPATH:+:$SPARK_CLASSPATH}" \
  org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend \
  --driver-url "$SPARK_DRIVER_URL" --executor-id "$SPARK_EXECUTOR_ID" --cores "$SPARK_EXECUTOR_CORES" \
  --app-id "$SPARK_APPLICATION_ID" --hostname "$SPARK_EXECUTOR_POD_IP" \
  --resourceProfileId "$SPARK_RESOURCE_PROFILE_ID" --podName "$SPARK_EXECUTOR_POD_NAME"
