package org.rlvr4j.runtime.gpu;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;

/** The runtimes' contract fails where this runtime is made to break a law. */
class BrokenRuntimeTest {

    /** Does something in place of one method of every runtime that a provider opens. */
    private interface Instead {
        @Nullable
        Object of(PolicyRuntime runtime, Object[] arguments) throws Exception;
    }

    private static PolicyRuntimeProvider<?> with(String method, Instead instead) {
        DjlRuntimeProvider real = new DjlRuntimeProvider();
        return proxy(PolicyRuntimeProvider.class, real, "open", arguments -> {
            PolicyRuntime runtime =
                    real.open((DjlOptions) arguments[0], (org.rlvr4j.api.learning.PolicySpec) arguments[1]);
            return proxy(PolicyRuntime.class, runtime, method, given -> instead.of(runtime, given));
        });
    }

    private interface Call {
        @Nullable
        Object of(Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T real, String method, Call instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return instead.of(arguments);
                    }
                    try {
                        return called.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static PolicyRuntimeProvider<?> withRollouts(UnaryOperator<Rollout> change) {
        return with("rolloutEngine", (runtime, none) -> (RolloutEngine) request -> {
            List<RolloutGroup> changed = new ArrayList<>();
            for (RolloutGroup group : runtime.rolloutEngine().generate(request)) {
                changed.add(new RolloutGroup(
                        group.problem(),
                        group.promptTokens(),
                        group.rollouts().stream().map(change).toList()));
            }
            return changed;
        });
    }

    static class WrongLogProbs extends DjlRuntimeContractTest {
        @Override
        protected PolicyRuntimeProvider<?> provider() {
            return withRollouts(rollout -> {
                float[] logProbs = rollout.behaviourLogProbs();
                logProbs[0] -= 0.25f;
                return new Rollout(
                        rollout.tokens(), logProbs, rollout.policyVersion(), rollout.stopReason(), rollout.text());
            });
        }
    }

    static class WrongVersion extends DjlRuntimeContractTest {
        @Override
        protected PolicyRuntimeProvider<?> provider() {
            return withRollouts(rollout -> new Rollout(
                    rollout.tokens(), rollout.behaviourLogProbs(), 0, rollout.stopReason(), rollout.text()));
        }
    }

    static class ForgetsItsState extends DjlRuntimeContractTest {
        @Override
        protected PolicyRuntimeProvider<?> provider() {
            return with("restoreState", (runtime, arguments) -> null);
        }
    }

    private static Set<String> failed(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void logProbabilitiesOfAnotherDistribution() {
        Set<String> failed = failed(WrongLogProbs.class);
        assertTrue(
                failed.containsAll(Set.of("logProbsEqualAFreshForwardPass", "theRatioOfAnUnchangedPolicyIsOne")),
                failed::toString);
    }

    @Test
    void anotherVersion() {
        Set<String> failed = failed(WrongVersion.class);
        assertTrue(failed.contains("rolloutsBearThePolicysVersion"), failed::toString);
    }

    @Test
    void aStateThatIsNotRestored() {
        Set<String> failed = failed(ForgetsItsState.class);
        assertTrue(failed.contains("savedStateIsRestoredToTheBit"), failed::toString);
    }
}
