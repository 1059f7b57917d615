package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunRetentionTest {

    /** Checkpoints at multiples of 2 and, for evaluations, of 3; the latest two are kept. */
    private static Recipe recipe(RetentionOptions retention, GuardOptions guards) {
        return TestRecipes.recipe(TestRecipes.training(100, 4, 1, TrainingOptions.Count.ACTIVE, 3, 2))
                .retention(retention)
                .guards(guards)
                .build();
    }

    private static Set<Long> kept(
            RetentionOptions retention, GuardOptions guards, Map<Long, Double> values, Long... steps) {
        return new RunRetention(recipe(retention, guards), () -> values).kept(new TreeSet<>(List.of(steps)));
    }

    private static final GuardOptions USUAL = TestRecipes.defaults(GuardOptions.class);

    @Test
    void keepsTheLatestThatTheRecipeWrites() {
        assertEquals(
                Set.of(8L, 9L, 11L),
                kept(new RetentionOptions(0, ""), USUAL, Map.of(), 2L, 4L, 6L, 8L, 9L, 11L),
                "11 was written by a stop");
    }

    @Test
    void keepsMultiplesForEver() {
        assertEquals(Set.of(4L, 8L, 9L), kept(new RetentionOptions(4, ""), USUAL, Map.of(), 0L, 2L, 4L, 6L, 8L, 9L));
    }

    @Test
    void keepsTheFirstOfTheBest() {
        assertEquals(
                Set.of(3L, 8L, 9L),
                kept(
                        new RetentionOptions(0, "pass@8"),
                        USUAL,
                        Map.of(0L, 0.9, 3L, 0.5, 6L, 0.5, 9L, 0.2),
                        3L,
                        4L,
                        6L,
                        8L,
                        9L),
                "the better one of step 0 has no checkpoint");
    }

    @Test
    void keepsWhatAGuardMayGoBackTo() {
        assertEquals(
                Set.of(4L, 6L, 8L, 9L),
                kept(new RetentionOptions(0, ""), ResumableTask.goingBack(2), Map.of(), 0L, 2L, 4L, 6L, 8L, 9L));
    }

    @Property
    void neverDropsTheNewest(
            @ForAll Set<@IntRange(min = 0, max = 60) Integer> steps,
            @ForAll @IntRange(min = 0, max = 7) int every,
            @ForAll boolean best,
            @ForAll boolean back) {
        TreeSet<Long> all = new TreeSet<>(Set.of(61L));
        steps.forEach(step -> all.add(step.longValue()));
        Set<Long> kept = new RunRetention(
                        recipe(
                                new RetentionOptions(every, best ? "pass@8" : ""),
                                back ? ResumableTask.goingBack(3) : USUAL),
                        () -> Map.of(3L, 0.5, 30L, 0.7))
                .kept(all);
        assertTrue(kept.contains(61L));
        assertTrue(all.containsAll(kept));
        if (back) {
            assertTrue(kept.stream().anyMatch(step -> step <= 55)
                    || all.headSet(56L).stream()
                            .noneMatch(step -> RunRetention.isScheduled(
                                    step,
                                    recipe(new RetentionOptions(0, ""), USUAL).training())));
        }
    }
}
