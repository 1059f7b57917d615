package org.rlvr4j.cli;

import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.trainer.config.AbsentProblems;

/** What a run's problems are, as comments under its resolved recipe. */
final class ProblemFacts {

    private ProblemFacts() {}

    static String of(ProblemSource problems) {
        if (problems instanceof AbsentProblems) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.format(
                "# Problems: %s%n#   %,d to train on, %,d held out%n",
                Escape.line(problems.description()),
                problems.training().size(),
                problems.heldOut().size()));
        problems.facts()
                .forEach((name, fact) ->
                        text.append(String.format("#   %s: %s%n", Escape.line(name), Escape.line(fact))));
        return text.toString();
    }
}
