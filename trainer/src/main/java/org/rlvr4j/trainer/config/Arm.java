package org.rlvr4j.trainer.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One arm of an ablation: what it changes in the recipe.
 *
 * @param name its name
 * @param values the values it sets, by full key
 * @param origin where it was written
 */
record Arm(
        String name,
        SortedMap<String, ConfigValue> values,
        @Nullable ConfigOrigin origin) {

    /** The name of the arm that trains nothing. */
    static final String BASE = "base";

    /** Whatever the recipe trains with, the base needs none of it, so it is the same for every arm. */
    private static final String WITHOUT_TRAINING = """
            gate.id = uniform
            advantage.id = grpo
            problem-sampler.id = epoch-shuffle
            optimizer.learning-rate = 1e-6
            optimizer.mini-batches = 1
            trainer { steps = 0, seed = 0, evaluate-every = 0, problems-per-wave = 1, effective-groups = 1, max-waves = 1 }
            """;

    /** The recipe before any training. */
    static Arm base() {
        Config config = ConfigFactory.parseString(
                WITHOUT_TRAINING, ConfigParseOptions.defaults().setOriginDescription("the base of an ablation"));
        SortedMap<String, ConfigValue> values = new TreeMap<>();
        config.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return new Arm(BASE, values, null);
    }

    /** A value as it was written, which a number's own text need not be. */
    static String text(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> value.atKey("value").getString("value");
            case LIST, OBJECT, NULL -> value.render(ConfigRenderOptions.concise());
        };
    }

    Config overlay() {
        Config overlay = ConfigFactory.empty();
        for (Map.Entry<String, ConfigValue> value : values.entrySet()) {
            overlay = overlay.withValue(value.getKey(), value.getValue());
        }
        return origin == null ? overlay : located(overlay.root(), origin).toConfig();
    }

    /** Says of the sections, which were made for the arm's keys, that they are where the arm is. */
    private static ConfigObject located(ConfigObject section, ConfigOrigin origin) {
        ConfigObject located = section;
        for (Map.Entry<String, ConfigValue> entry : section.entrySet()) {
            if (entry.getValue() instanceof ConfigObject nested) {
                located = located.withValue(entry.getKey(), located(nested, origin));
            }
        }
        return located.withOrigin(origin);
    }
}
