package org.rlvr4j.trainer.cost;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a device works, to turn an estimate into hours.
 *
 * @param rate operations or tokens a second; above 0
 * @param ofTokens whether it is tokens
 */
public record Throughput(double rate, boolean ofTokens) {

    /** 10¹⁴ operations a second: what an A100 (peak 3.12 · 10¹⁴ in bfloat16) does when it is used well. */
    public static final Throughput DEFAULT = new Throughput(1e14, false);

    private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?(?:[eE]\\+?[0-9]+)?)(flop/s|tok/s)?");

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the rate is not above 0 and finite
     */
    public Throughput {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("a throughput must be finite and above 0, got " + rate);
        }
    }

    /**
     * Reads a throughput.
     *
     * @param text such as {@code 1e14}, {@code 1e14flop/s} or {@code 2500tok/s}
     * @return the throughput
     * @throws IllegalArgumentException if it is anything else
     */
    public static Throughput parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be operations a second such as 1e14 or 1e14flop/s, or tokens a second"
                            + " such as 2500tok/s");
        }
        return new Throughput(Double.parseDouble(matcher.group(1)), "tok/s".equals(matcher.group(2)));
    }

    /**
     * Returns how long work takes.
     *
     * @param operations floating-point operations
     * @param tokens tokens
     * @return seconds
     */
    public double seconds(double operations, double tokens) {
        return (ofTokens ? tokens : operations) / rate;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3g %s a second", rate, ofTokens ? "tokens" : "operations");
    }
}
