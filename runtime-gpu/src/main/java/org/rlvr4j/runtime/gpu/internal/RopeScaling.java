package org.rlvr4j.runtime.gpu.internal;

/**
 * How the rotary frequencies differ from those of RoPE (arXiv 2104.09864), so that a model reaches further than it was
 * trained at first. The formulas are those of transformers' {@code modeling_rope_utils}.
 */
sealed interface RopeScaling {

    /**
     * Angle per position of each pair of a head's components.
     *
     * @param theta base of the frequencies
     * @param headSize even
     * @return shape [headSize / 2]
     */
    double[] frequencies(double theta, int headSize);

    /** Multiplies cosines and sines; 1 where nothing is said. */
    default double attentionFactor() {
        return 1;
    }

    private static double[] unscaled(double theta, int headSize) {
        double[] frequencies = new double[headSize / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(theta, -2.0 * i / headSize);
        }
        return frequencies;
    }

    /** RoPE as it is: {@code default}. */
    record None() implements RopeScaling {
        @Override
        public double[] frequencies(double theta, int headSize) {
            return unscaled(theta, headSize);
        }
    }

    /**
     * Position interpolation (arXiv 2306.15595): {@code linear}.
     *
     * @param factor divides every frequency
     */
    record Linear(double factor) implements RopeScaling {
        @Override
        public double[] frequencies(double theta, int headSize) {
            double[] frequencies = unscaled(theta, headSize);
            for (int i = 0; i < frequencies.length; i++) {
                frequencies[i] /= factor;
            }
            return frequencies;
        }
    }

    /**
     * The scaling of Llama 3.1: {@code llama3}. Waves shorter than a part of the first training's context stay, those
     * longer than another part are stretched, those between are blended.
     *
     * @param factor divides the low frequencies
     * @param low context / low is the wavelength above which all is stretched
     * @param high context / high is the wavelength below which nothing is; above {@code low}
     * @param context tokens of the first training
     */
    record Llama3(double factor, double low, double high, double context) implements RopeScaling {
        @Override
        public double[] frequencies(double theta, int headSize) {
            double[] frequencies = unscaled(theta, headSize);
            for (int i = 0; i < frequencies.length; i++) {
                double waves = context * frequencies[i] / (2 * Math.PI);
                double kept = Math.min(1, Math.max(0, (waves - low) / (high - low)));
                frequencies[i] *= (1 - kept) / factor + kept;
            }
            return frequencies;
        }
    }

    /**
     * YaRN (arXiv 2309.00071): {@code yarn}. Frequencies are blended over a range of components, and attention is made
     * sharper by a factor.
     *
     * @param factor divides the low frequencies
     * @param attentionFactor multiplies cosines and sines
     * @param fast turns over the first training's context above which a frequency stays
     * @param slow turns below which it is divided in full
     * @param context tokens of the first training
     * @param truncated whether the range's bounds are whole components
     */
    record Yarn(double factor, double attentionFactor, double fast, double slow, double context, boolean truncated)
            implements RopeScaling {

        /** The factor that the paper suggests (its equation 22), weighted as DeepSeek's models do. */
        static double suggestedAttentionFactor(double factor, double weight) {
            return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
        }

        @Override
        public double[] frequencies(double theta, int headSize) {
            double low = component(fast, theta, headSize);
            double high = component(slow, theta, headSize);
            low = Math.max(0, truncated ? Math.floor(low) : low);
            high = Math.min(headSize - 1, truncated ? Math.ceil(high) : high);
            if (low == high) {
                high += 0.001;
            }
            double[] frequencies = unscaled(theta, headSize);
            for (int i = 0; i < frequencies.length; i++) {
                double divided = Math.min(1, Math.max(0, (i - low) / (high - low)));
                frequencies[i] *= divided / factor + 1 - divided;
            }
            return frequencies;
        }

        /** The component whose frequency turns a number of times over the context. */
        private double component(double turns, double theta, int headSize) {
            return headSize * Math.log(context / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
        }
    }
}
