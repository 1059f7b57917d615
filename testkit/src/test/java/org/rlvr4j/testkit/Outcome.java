package org.rlvr4j.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * What became of a contract: which of its tests ran and which failed.
 *
 * @param ran how many tests ran, dynamic ones included
 * @param failed names of the test methods that failed, or one of whose dynamic tests did
 * @param messages what the failures said
 */
record Outcome(long ran, Set<String> failed, Set<String> messages) {

    /** Runs a test class on both engines. */
    static Outcome of(Class<?> contract) {
        Set<String> failed = new TreeSet<>();
        Set<String> messages = new TreeSet<>();
        long ran = 0;
        for (String engine : new String[] {"junit-jupiter", "jqwik"}) {
            Events tests = EngineTestKit.engine(engine)
                    .selectors(selectClass(contract))
                    // what a broken strategy makes jqwik say is not for the build's log
                    .configurationParameter("jqwik.reporting.onlyfailures", "true")
                    .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                    .configurationParameter("jqwik.database", "target/jqwik-database")
                    // which test fails is the question, not by how small a sample
                    .configurationParameter("jqwik.shrinking.default", "OFF")
                    .execute()
                    .testEvents();
            ran += tests.started().count();
            for (Event event : (Iterable<Event>) tests.failed().stream()::iterator) {
                failed.add(method(event));
                event.getPayload(TestExecutionResult.class)
                        .flatMap(TestExecutionResult::getThrowable)
                        .ifPresent(cause -> messages.add(String.valueOf(cause)));
            }
        }
        return new Outcome(ran, failed, messages);
    }

    private static String method(Event event) {
        return Stream.iterate(
                        Optional.of(event.getTestDescriptor()),
                        Optional::isPresent,
                        each -> each.flatMap(d -> d.getParent().map(p -> p)))
                .flatMap(Optional::stream)
                .flatMap(descriptor -> descriptor.getSource().stream())
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .findFirst()
                .orElse(event.getTestDescriptor().getDisplayName());
    }
}
