package org.rlvr4j.api.learning;

import java.io.Serializable;
import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Whether all weights are trained, or a low-rank adapter beside frozen ones (LoRA, arXiv 2106.09685): a linear map
 * W of chosen projections becomes W + s·B·A, with A of shape [rank][inputs], B of shape [outputs][rank], B zero at first,
 * and only A and B are trained. s is alpha / rank, or alpha / √rank where rank-stabilised (arXiv 2312.03732).
 *
 * <p>The reference policy of the KL term is then the base without the adapter: no second copy of it is kept.
 *
 * @param kind whether there is an adapter
 * @param rank inner dimension
 * @param alpha numerator of the scale
 * @param rankStabilised whether the scale falls with the root of the rank
 * @param dropout share of the adapter's inputs that are set to 0 in training
 * @param targets which projections
 * @param from a PEFT folder to start from, or empty
 */
public record AdapterOptions(
        @Option(
                value = "none (all weights are trained) or lora (a low-rank adapter is, arXiv 2106.09685)",
                defaultsTo = "none")
        Kind kind,

        @Option(value = "inner dimension of the adapter; at least 1", defaultsTo = "8")
        int rank,

        @Option(value = "the adapter's output is scaled by alpha / rank; above 0", defaultsTo = "16")
        double alpha,

        @Option(value = "scale by alpha / sqrt(rank) instead (rsLoRA, arXiv 2312.03732)", defaultsTo = "false")
        boolean rankStabilised,

        @Option(
                value = "share of the adapter's inputs set to 0 in training, never in sampling; in [0, 1)",
                defaultsTo = "0")
        double dropout,

        @Option(
                value = "projections with an adapter: of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj,"
                        + " or all-linear for all of these",
                defaultsTo = "[all-linear]")
        List<String> targets,

        @Option(
                value = "PEFT folder whose adapter training starts from, made for the same base; rank, alpha,"
                        + " rank-stabilised and targets must be its own; empty for a new adapter",
                defaultsTo = "")
        String from)
        implements Serializable {

    /** Every projection that may have an adapter, under its Hugging Face name. */
    public static final List<String> PROJECTIONS =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    /** The target that stands for all of {@link #PROJECTIONS}. */
    public static final String ALL_LINEAR = "all-linear";

    /** Whether there is an adapter. */
    public enum Kind {
        /** All weights are trained. */
        NONE,
        /** Low-rank adapters are trained, and nothing else. */
        LORA
    }

    /** Checks ranges and names. */
    public AdapterOptions {
        targets = List.copyOf(targets);
        boolean known = targets.stream().allMatch(t -> t.equals(ALL_LINEAR) || PROJECTIONS.contains(t));
        new OptionChecks()
                .that(rank >= 1 && rank <= 1 << 16, "rank", rank, "must be from 1 to 65536")
                .that(alpha > 0 && Double.isFinite(alpha), "alpha", alpha, "must be finite and above 0")
                .that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be in [0, 1)")
                .that(
                        !targets.isEmpty()
                                && known
                                && targets.stream().distinct().count() == targets.size(),
                        "targets",
                        targets,
                        "must be some of " + PROJECTIONS + ", each once, or all-linear")
                .that(
                        !targets.contains(ALL_LINEAR) || targets.size() == 1,
                        "targets",
                        targets,
                        "all-linear stands for every projection and must be alone")
                .that(kind == Kind.LORA || from.isEmpty(), "from", from, "needs kind = lora")
                .orThrow();
    }

    /**
     * Returns the names of the projections, {@code all-linear} resolved.
     *
     * @return names in the order of {@link #PROJECTIONS}
     */
    public List<String> projections() {
        return targets.contains(ALL_LINEAR)
                ? PROJECTIONS
                : PROJECTIONS.stream().filter(targets::contains).toList();
    }

    /**
     * Returns the factor s of B·A.
     *
     * @return alpha / rank, or alpha / √rank
     */
    public double scale() {
        return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
    }
}
