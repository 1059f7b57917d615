package org.rlvr4j.trainer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.Verdict;

/** Says why rollouts could not be judged: each reason once, and no more than {@value #MOST_REASONS} of them. */
final class FailureNotices {

    private static final int MOST_REASONS = 5;
    private static final int MOST_CHARACTERS = 400;

    private final Set<String> told = new HashSet<>();

    /**
     * Looks for a reason that was not told yet.
     *
     * @param groups the judged groups of a wave
     * @return a sentence; empty where there is none
     */
    Optional<String> of(List<VerifiedGroup> groups) {
        int failures = groups.stream().mapToInt(VerifiedGroup::failures).sum();
        if (failures == 0 || told.size() >= MOST_REASONS) {
            return Optional.empty();
        }
        int all = failures + groups.stream().mapToInt(VerifiedGroup::size).sum();
        return groups.stream()
                .flatMap(group -> group.failed().stream())
                .map(FailureNotices::shortened)
                .filter(told::add)
                .findFirst()
                .map(reason -> failures + " of " + all + " rollouts could not be judged and get no reward: " + reason
                        + (told.size() == MOST_REASONS ? " (other reasons are not told from here on)" : ""));
    }

    /** A reason on one line; a verifier may have put a response into it. */
    static String shortened(Verdict.Failed failed) {
        String line = failed.reason().lines().findFirst().orElse("");
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }
}
