package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.api.learning.TrainingSequence;

class MicroBatchPlanProperties {

    @Property(tries = 300)
    void everySequenceIsInOneGroupAndNoGroupPassesTheBudget(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 79) Integer> kinds,
            @ForAll @IntRange(min = 1, max = 300) int budget) {
        List<TrainingSequence> update = new ArrayList<>();
        for (int kind : kinds) {
            int[] prompt = new int[1 + kind % 8];
            prompt[0] = kind % 3;
            int length = 1 + kind / 8;
            update.add(new TrainingSequence(prompt, new int[length], new float[length], 1));
        }
        Set<TrainingSequence> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (List<TrainingSequence> group : MicroBatchPlan.of(update, budget)) {
            seen.addAll(group);
            long prompts = group.stream()
                    .map(s -> IntBuffer.wrap(s.prompt()))
                    .distinct()
                    .count();
            int promptLength =
                    group.stream().mapToInt(s -> s.prompt().length).max().orElseThrow();
            int responseLength =
                    group.stream().mapToInt(s -> s.response().length).max().orElseThrow();
            long tokens = prompts * promptLength + group.size() * (responseLength - 1L);
            assertTrue(group.size() == 1 || tokens <= budget, tokens + " tokens");
        }
        assertEquals(update.size(), seen.size());
    }
}
