package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SandboxUsersTest {

    private static final String HOST = "         0          0 4294967295\n";
    private static final String CONTAINER = "0 100000 65536\n";

    @Test
    void eachSandboxAtATimeHasItsOwnNumber() {
        SandboxUsers users = new SandboxUsers(HOST, 1234);
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            assertTrue(taken.add(users.take()));
        }
        int first = taken.iterator().next();
        users.giveBack(first);
        assertEquals(first, users.take());
        assertTrue(taken.stream().allMatch(user -> user > 2_000_000_000 && user != users.group()));
    }

    @Test
    void twoJvmsChooseDifferentNumbers() {
        assertTrue(Math.abs(new SandboxUsers(HOST, 7).group() - new SandboxUsers(HOST, 8).group()) >= 1024);
        assertTrue(new SandboxUsers(HOST, Integer.MAX_VALUE).take() > 0);
    }

    @Test
    void aContainerWithFewNumbersIsEnough() {
        SandboxUsers users = new SandboxUsers(CONTAINER, 1);
        for (int i = 0; i < 1000; i++) {
            int user = users.take();
            assertTrue(user > 60_000 && user < 65_534, Integer.toString(user));
        }
    }
}
