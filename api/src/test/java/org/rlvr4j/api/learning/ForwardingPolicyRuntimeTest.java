package org.rlvr4j.api.learning;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A method that is added to the interface with a default of its own must not be forgotten. */
class ForwardingPolicyRuntimeTest {

    static Stream<Method> methods() {
        return Arrays.stream(PolicyRuntime.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodIsForwarded(Method method) {
        assertDoesNotThrow(
                () -> ForwardingPolicyRuntime.class.getDeclaredMethod(method.getName(), method.getParameterTypes()));
    }
}
