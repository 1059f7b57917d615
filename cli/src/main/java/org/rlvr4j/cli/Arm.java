package org.rlvr4j.cli;

import java.util.List;

/** An arm of the demo's comparison; what sets it apart from the demo's recipe is its gate. */
enum Arm {
    /** The base itself: no step is trained. */
    BASE("base", "uniform"),
    UNIFORM("uniform", "uniform"),
    ZERO_SUCCESS_ONLY("zero-success-only", "zero-success-only"),
    BBG("bbg", "bbg");

    private final String title;
    private final String gate;

    Arm(String title, String gate) {
        this.title = title;
        this.gate = gate;
    }

    /** Returns its name in results. */
    String title() {
        return title;
    }

    /** Returns what it changes in the demo's recipe. */
    List<String> overrides() {
        String chosen = "gate.id=" + gate;
        return this == BASE ? List.of(chosen, "trainer.steps=0") : List.of(chosen);
    }

    /** Returns the arms that train. */
    static List<Arm> trained() {
        return List.of(UNIFORM, ZERO_SUCCESS_ONLY, BBG);
    }
}
