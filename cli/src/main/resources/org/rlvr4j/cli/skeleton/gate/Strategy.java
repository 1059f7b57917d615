package @package@;

import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/** Trains on groups whose success rate m/n is at most a ceiling, and drops the others. */
public final class @Class@ implements UpdateGate {

    private final @Class@Options options;

    /**
     * Creates the @kind@.
     *
     * @param options its options
     */
    public @Class@(@Class@Options options) {
        this.options = options;
    }

    @Override
    public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
        int n = group.size();
        String counts = "m=" + group.successes() + "/" + n;
        return (double) group.successes() / n <= options.ceiling()
                ? GateDecision.keep(n, 1, counts + ": below the ceiling")
                : GateDecision.drop(n, counts + ": above " + options.ceiling());
    }
}
