package org.rlvr4j.trainer.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the arms of an ablation: those written one by one under {@code arms}, and the combinations of a {@code grid}. */
final class ArmsReader {

    static final String ARMS = "arms";
    static final String GRID = "grid";

    /** The keys of the section that say which arms there are. */
    static final Set<String> KEYS = Set.of(ARMS, GRID);

    private static final int MOST_ARMS = 100;
    private static final int DEEPEST = 8;
    private static final int LONGEST_NAME = 60;

    /** A name is part of folder names; the suffix of a run's seed has room too. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (LONGEST_NAME - 1) + "}");

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");

    /** Part of an origin that covers more than one line: that of a section that was written more than once. */
    private static final Pattern SEVERAL_LINES = Pattern.compile(": (\\d+-\\d+)(,|$)");

    private static final String EVALUATED_ALIKE =
            "an arm may not change it, for all are evaluated alike, base included";

    /** What an arm may not change, and why. */
    private static final Map<String, String> SHARED = Map.of(
            "model",
            "an arm may not change it, for all start from the same base",
            "token-sampler",
            EVALUATED_ALIKE + ", and evaluation draws with it",
            "verifier",
            EVALUATED_ALIKE,
            "evaluation",
            EVALUATED_ALIKE,
            "trainer.max-response-tokens",
            EVALUATED_ALIKE,
            "trainer.seed",
            "an arm may not change it, for all share the seeds of ablation.seeds",
            "runtime",
            "an arm may not change it; --set and the recipe may",
            RecipeFile.ABLATION,
            "an arm holds no ablation");

    private final OptionsBinder binder;

    ArmsReader(OptionsBinder binder) {
        this.binder = binder;
    }

    /** Reads the arms, in the order in which they are written. */
    List<Arm> read(@Nullable ConfigObject ablation) {
        if (ablation == null) {
            binder.add(
                    null,
                    RecipeFile.ABLATION,
                    "must be given: which arms are compared, as in ablation { arms { a { gate.id = uniform } } }");
            return List.of();
        }
        List<Arm> arms = new ArrayList<>();
        byLine(section(ablation, ARMS)).forEach((name, value) -> named(name, value, arms));
        combinations(section(ablation, GRID), arms);
        if (isAbsent(ablation, ARMS) && isAbsent(ablation, GRID)) {
            binder.add(ablation.origin(), RecipeFile.ABLATION, "must have arms { … } or grid { … }");
        }
        for (Arm arm : arms) {
            arm.values()
                    .forEach((key, value) -> SHARED.forEach((shared, reason) -> {
                        if (key.equals(shared) || key.startsWith(shared + ".")) {
                            binder.add(value.origin(), key, reason);
                        }
                    }));
        }
        return distinct(arms);
    }

    /** A recipe that includes another takes its arms back by null. */
    private static boolean isAbsent(ConfigObject ablation, String key) {
        ConfigValue value = ablation.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL;
    }

    private @Nullable ConfigObject section(ConfigObject ablation, String key) {
        ConfigValue value = ablation.get(key);
        String path = RecipeFile.ABLATION + "." + key;
        if (value == null || isAbsent(ablation, key)) {
            return null;
        }
        if (!(value instanceof ConfigObject section)) {
            binder.add(value.origin(), path, "must be a section { … }");
            return null;
        }
        if (section.isEmpty()) {
            binder.add(value.origin(), path, "must not be empty");
        }
        return section;
    }

    /** HOCON keeps no order of keys; the lines do. */
    private static Map<String, ConfigValue> byLine(@Nullable ConfigObject section) {
        return section == null
                ? Map.of()
                : section.entrySet().stream()
                        .sorted(Comparator.comparingInt((Map.Entry<String, ConfigValue> entry) ->
                                        entry.getValue().origin().lineNumber())
                                .thenComparing(Map.Entry::getKey))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    private void named(String name, ConfigValue value, List<Arm> arms) {
        String path = RecipeFile.ABLATION + "." + ARMS + "." + name;
        if (!(value instanceof ConfigObject section)) {
            binder.add(value.origin(), path, "must be a section of keys { gate.id = uniform, … }");
            return;
        }
        if (SEVERAL_LINES.matcher(value.origin().description()).find()) {
            binder.add(value.origin(), path, "is written more than once; write each arm in one place { … }");
        }
        checkName(name, value.origin(), path);
        SortedMap<String, ConfigValue> values = new TreeMap<>();
        flatten("", section, 1, path, values);
        arms.add(new Arm(name, values, value.origin()));
    }

    private void checkName(String name, ConfigOrigin origin, String path) {
        if (name.equalsIgnoreCase(Arm.BASE)) {
            binder.add(origin, path, "is the name of the policy before training; choose another");
        } else if (!NAME.matcher(name).matches()) {
            binder.add(
                    origin,
                    path,
                    "a name has letters, digits, dots, hyphens and underscores, starts with a letter or digit, and is"
                            + " at most " + LONGEST_NAME + " long");
        }
    }

    /** Writes nested and dotted keys alike as full keys. */
    private void flatten(String prefix, ConfigObject section, int depth, String path, Map<String, ConfigValue> values) {
        if (depth > DEEPEST) {
            binder.add(section.origin(), path, "is nested too deeply");
            return;
        }
        byLine(section).forEach((key, value) -> {
            String full = prefix + plain(key);
            if (value instanceof ConfigObject nested) {
                flatten(full + ".", nested, depth + 1, path, values);
            } else if (values.put(full, value) != null) {
                binder.add(value.origin(), path + "." + full, "is written twice");
            }
        });
    }

    /** A key may be quoted as a whole, "gate.id": then its dots separate too. */
    private static String plain(String key) {
        try {
            return ConfigUtil.joinPath(ConfigUtil.splitPath(key));
        } catch (ConfigException e) {
            return ConfigUtil.quoteString(key);
        }
    }

    private void combinations(@Nullable ConfigObject grid, List<Arm> arms) {
        if (grid == null) {
            return;
        }
        String path = RecipeFile.ABLATION + "." + GRID;
        Map<String, ConfigValue> written = new LinkedHashMap<>();
        flatten("", grid, 1, path, written);
        List<Axis> axes = new ArrayList<>();
        written.forEach((key, value) -> {
            if (value instanceof ConfigList list && !list.isEmpty()) {
                axes.add(new Axis(key, list));
            } else {
                binder.add(value.origin(), path + "." + key, "must be a list of the values to try [ … ]");
            }
        });
        double size = axes.stream().mapToDouble(axis -> axis.values.size()).reduce(1, (a, b) -> a * b);
        if (size > MOST_ARMS) {
            binder.add(
                    grid.origin(),
                    path,
                    String.format(Locale.ROOT, "has %.0f combinations; at most %d are allowed", size, MOST_ARMS));
        } else if (axes.size() == written.size() && !axes.isEmpty()) {
            combine(axes, List.of(), grid.origin(), arms);
        }
    }

    /** A key of the grid with the values to try. */
    private record Axis(String key, ConfigList values) {
        /** What the value is called in the names of arms; an id speaks for itself. */
        String name(ConfigValue value) {
            String last = key.substring(key.lastIndexOf('.') + 1);
            return last.equals("id") ? text(value) : last + "-" + text(value);
        }
    }

    private void combine(List<Axis> axes, List<ConfigValue> chosen, ConfigOrigin origin, List<Arm> arms) {
        if (chosen.size() < axes.size()) {
            for (ConfigValue value : axes.get(chosen.size()).values) {
                List<ConfigValue> more = new ArrayList<>(chosen);
                more.add(value);
                combine(axes, more, origin, arms);
            }
            return;
        }
        boolean anyVaries = axes.stream().anyMatch(axis -> axis.values.size() > 1);
        SortedMap<String, ConfigValue> values = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            Axis axis = axes.get(i);
            values.put(axis.key, chosen.get(i));
            if (!anyVaries || axis.values.size() > 1) {
                names.add(axis.name(chosen.get(i)));
            }
        }
        String name = String.join("_", names);
        checkName(name, origin, RecipeFile.ABLATION + "." + GRID + ": " + name);
        arms.add(new Arm(name, values, origin));
    }

    private static String text(ConfigValue value) {
        String text = value instanceof ConfigList list
                ? list.stream().map(Arm::text).collect(Collectors.joining("-"))
                : Arm.text(value);
        return UNSAFE.matcher(text).replaceAll("-");
    }

    /** Refuses names that are one folder on some file systems. */
    private List<Arm> distinct(List<Arm> arms) {
        if (arms.size() > MOST_ARMS) {
            binder.add(
                    null, RecipeFile.ABLATION, "has " + arms.size() + " arms; at most " + MOST_ARMS + " are allowed");
        }
        Map<String, Arm> byName = new LinkedHashMap<>();
        for (Arm arm : arms) {
            Arm former = byName.putIfAbsent(arm.name().toLowerCase(Locale.ROOT), arm);
            if (former != null) {
                binder.add(
                        arm.origin(),
                        RecipeFile.ABLATION,
                        "two arms are called " + arm.name()
                                + (former.name().equals(arm.name()) ? "" : " and " + former.name())
                                + "; names must differ, and not by case alone");
            }
        }
        return List.copyOf(byName.values());
    }
}
