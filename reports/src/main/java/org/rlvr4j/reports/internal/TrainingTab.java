package org.rlvr4j.reports.internal;

import java.util.List;
import org.rlvr4j.reports.internal.RunMetrics.Curve;
import org.rlvr4j.reports.page.Axis;
import org.rlvr4j.reports.page.Format;
import org.rlvr4j.reports.page.Series;

/** The curves of training: gate, refill, overtraining, loss, speed. */
final class TrainingTab {

    private final RunMetrics metrics;
    private final Saturation saturation;

    TrainingTab(RunMetrics metrics, Saturation saturation) {
        this.metrics = metrics;
        this.saturation = saturation;
    }

    TabBuilder tab() {
        TabBuilder tab = new TabBuilder("training", "Training");
        if (metrics.lastStep() == 0) {
            return tab.absent("No step was trained, so there are no curves of training.");
        }
        tab.lines(
                "success",
                "Success on training problems",
                "Share of the judged rollouts. A gate draws harder problems, so runs are not compared by this."
                        + joined(Curve.SUCCESS),
                Axis.STEPS,
                Axis.linear("share of rollouts", Format.SHARE),
                List.of(of("correct", Curve.SUCCESS), of("unparseable", Curve.UNPARSEABLE)),
                "Success: no step judged a rollout.");
        tab.lines(
                "gate",
                "Gate and refill",
                "Groups judged, groups that entered the batch, and how many it should have." + joined(Curve.JUDGED),
                Axis.STEPS,
                Axis.linear("groups", Format.NUMBER),
                List.of(of("judged", Curve.JUDGED), of("in the batch", Curve.ACTIVE), base("target", Curve.TARGET)),
                "Gate and refill: the metrics have no group counts.");
        tab.lines(
                "waves",
                "Waves of refill",
                "How many times problems were drawn until the batch was full or the limit came." + joined(Curve.WAVES),
                Axis.STEPS,
                Axis.linear("waves", Format.NUMBER),
                List.of(of("waves", Curve.WAVES)),
                "Waves of refill: the metrics have none.");
        tab.lines(
                "overtraining",
                "Spent on saturated problems",
                "Saturated: one more success moves Pass@" + saturation.utility().k()
                        + " by almost nothing (share of boundary utility below " + saturation.threshold() + ")."
                        + joined(Curve.SATURATED_TRAINED),
                Axis.STEPS,
                Axis.linear("share", Format.SHARE),
                List.of(
                        of("of trained rollouts", Curve.SATURATED_TRAINED),
                        of("of gradient weight", Curve.SATURATED_SIGNAL),
                        base("of judged groups", Curve.SATURATED_JUDGED)),
                "Spent on saturated problems: the metrics have no counts by bucket; runs of this version write them.");
        tab.lines(
                "loss",
                "Loss",
                "The minimised objective, averaged over the step's updates; its level says little."
                        + joined(Curve.LOSS),
                Axis.STEPS,
                Axis.linear("loss", Format.NUMBER),
                List.of(of("loss", Curve.LOSS)),
                "Loss: the metrics have none.");
        if (metrics.of(Curve.KL).isConstant(0)) {
            tab.absent("KL: no reference policy was kept (loss.kl-coefficient = 0).");
        } else {
            tab.lines(
                    "kl",
                    "KL from the base",
                    "Mean per token." + joined(Curve.KL),
                    Axis.STEPS,
                    Axis.linear("nats per token", Format.NUMBER),
                    List.of(of("KL", Curve.KL)),
                    "KL: the metrics have none.");
        }
        tab.lines(
                "entropy",
                "Entropy",
                "Mean per token of the distribution sampled from." + joined(Curve.ENTROPY),
                Axis.STEPS,
                Axis.linear("nats per token", Format.NUMBER),
                List.of(of("entropy", Curve.ENTROPY)),
                "Entropy: it was not measured.");
        tab.lines(
                "gradient-norm",
                "Gradient norm",
                "L2 norm before clipping." + joined(Curve.GRADIENT_NORM),
                Axis.STEPS,
                Axis.linear("norm", Format.NUMBER),
                List.of(of("gradient norm", Curve.GRADIENT_NORM)),
                "Gradient norm: the metrics have none.");
        tab.lines(
                "ratio",
                "Clipped tokens",
                "Share of tokens whose importance ratio was clipped." + joined(Curve.CLIP_SHARE),
                Axis.STEPS,
                Axis.linear("share of tokens", Format.SHARE),
                metrics.of(Curve.CLIP_SHARE).isConstant(0) ? List.of() : List.of(of("clipped", Curve.CLIP_SHARE)),
                "Clipped tokens: none was clipped (one update a step is always on policy).");
        tab.lines(
                "learning-rate",
                "Learning rate",
                "Of the step's last update.",
                Axis.STEPS,
                Axis.linear("learning rate", Format.NUMBER),
                List.of(of("learning rate", Curve.LEARNING_RATE)),
                "Learning rate: the metrics have none.");
        tab.lines(
                "response-length",
                "Response length",
                "Mean over judged rollouts." + joined(Curve.RESPONSE_TOKENS),
                Axis.STEPS,
                Axis.linear("tokens", Format.NUMBER),
                List.of(of("response tokens", Curve.RESPONSE_TOKENS)),
                "Response length: the metrics have none.");
        if (metrics.of(Curve.FAILURES).isConstant(0)) {
            tab.absent("Failures of the verifier: there were none.");
        } else {
            tab.lines(
                    "failures",
                    "Failures of the verifier",
                    "Rollouts that could not be judged; they count neither as right nor as wrong.",
                    Axis.STEPS,
                    Axis.linear("rollouts", Format.NUMBER),
                    List.of(of("failures", Curve.FAILURES)),
                    "Failures of the verifier: the metrics do not say.");
        }
        tab.lines(
                "seconds",
                "Time of a step",
                "Wall-clock time by what it went to." + joined(Curve.GENERATE_SECONDS),
                Axis.STEPS,
                Axis.linear("seconds", Format.NUMBER),
                List.of(
                        of("generation", Curve.GENERATE_SECONDS),
                        of("update", Curve.UPDATE_SECONDS),
                        of("verification", Curve.VERIFY_SECONDS)),
                "Time of a step: the metrics do not say.");
        return tab.lines(
                "throughput",
                "Throughput",
                "Rollouts drawn a second of generation." + joined(Curve.ROLLOUTS_PER_SECOND),
                Axis.STEPS,
                Axis.linear("rollouts per second", Format.NUMBER),
                List.of(of("rollouts", Curve.ROLLOUTS_PER_SECOND)),
                "Throughput: the metrics have no times.");
    }

    private Series of(String name, Curve curve) {
        return Series.plain(name, metrics.of(curve).points());
    }

    private Series base(String name, Curve curve) {
        return new Series(name, Series.Role.BASE, metrics.of(curve).points());
    }

    private String joined(Curve curve) {
        int width = metrics.of(curve).width();
        return width == 1
                ? ""
                : " Each point is the mean of " + width
                        + " steps, the band their least and greatest value; every step is in metrics.jsonl.";
    }
}
