package org.rlvr4j.trainer.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;

/** Binds a section of a recipe strictly to an options record and collects every mistake on the way. */
final class OptionsBinder {

    private final List<Mistake> mistakes;
    private final String file;

    /**
     * Starts binding.
     *
     * @param mistakes receives the mistakes
     * @param file where a mistake is when no line is known
     */
    OptionsBinder(List<Mistake> mistakes, String file) {
        this.mistakes = mistakes;
        this.file = file;
    }

    /**
     * Binds a section.
     *
     * @param section the section, or null where the recipe has none
     * @param path its full key, for messages; empty for the root
     * @param type the options record
     * @param alsoAllowed keys that belong to the section but not to the record
     * @return the record; empty if there was any mistake
     */
    <O extends Record> Optional<O> bind(
            @Nullable ConfigObject section, String path, Class<O> type, Set<String> alsoAllowed) {
        int before = mistakes.size();
        OptionSchema<O> schema = OptionSchema.of(type);
        Set<String> known =
                schema.entries().stream().map(OptionSchema.Entry::key).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(alsoAllowed);
        if (section != null) {
            section.forEach((key, value) -> {
                if (!known.contains(key)) {
                    add(value.origin(), join(path, key), NearestName.unknown("key", key, known));
                }
            });
        }
        List<@Nullable Object> values = new ArrayList<>();
        Set<String> mistaken = new TreeSet<>();
        for (OptionSchema.Entry entry : schema.entries()) {
            ConfigValue value = section == null ? null : section.get(entry.key());
            int beforeValue = mistakes.size();
            Object bound = value(entry, value, join(path, entry.key()), section);
            if (mistakes.size() > beforeValue) {
                mistaken.add(entry.key());
                bound = entry.isNested() ? null : OptionSchema.defaultValue(entry);
            }
            values.add(bound);
        }
        if (values.contains(null)) {
            return Optional.empty();
        }
        // also after a mistake, with defaults in the mistaken places, so that mistakes of range are found at once
        try {
            O options = schema.create(values.toArray());
            return mistakes.size() > before ? Optional.empty() : Optional.of(options);
        } catch (InvalidOptionException e) {
            addAll(e, section, path, mistaken);
            return Optional.empty();
        }
    }

    /** Adds the mistakes that a provider found in a section. */
    void addAll(InvalidOptionException invalid, @Nullable ConfigObject section, String path) {
        addAll(invalid, section, path, Set.of());
    }

    private void addAll(
            InvalidOptionException invalid, @Nullable ConfigObject section, String path, Set<String> alreadyMistaken) {
        for (InvalidOptionException.Mistake mistake : invalid.mistakes()) {
            if (!alreadyMistaken.contains(mistake.option())) {
                ConfigValue value = located(section, mistake.option());
                add(value == null ? origin(section) : value.origin(), join(path, mistake.option()), mistake.message());
            }
        }
    }

    /** Finds what an option's name stands for, also within a list: {@code files[1].path}. Null where nothing is written. */
    private static @Nullable ConfigValue located(@Nullable ConfigObject section, String option) {
        ConfigValue value = section;
        for (String step : option.split("[.\\[]")) {
            if (value instanceof ConfigObject object) {
                value = object.get(step);
            } else if (value instanceof ConfigList list && step.matches("\\d{1,9}]")) {
                int index = Integer.parseInt(step.substring(0, step.length() - 1));
                value = index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return value;
    }

    private @Nullable Object value(
            OptionSchema.Entry entry, @Nullable ConfigValue value, String path, @Nullable ConfigObject section) {
        if (entry.isNested()) {
            if (value != null && value.valueType() != ConfigValueType.OBJECT) {
                add(value.origin(), path, render(value) + " must be a section { … }");
                return null;
            }
            return bind((ConfigObject) value, path, entry.type().asSubclass(Record.class), Set.of())
                    .orElse(null);
        }
        if (value == null) {
            if (entry.defaultText() == null) {
                add(origin(section), path, "must be given: " + entry.documentation());
                return null;
            }
            return OptionSchema.defaultValue(entry);
        }
        if (entry.type() == List.class && entry.elementType() != null) {
            if (!(value instanceof ConfigList list)) {
                add(value.origin(), path, render(value) + " must be a list [ … ]");
                return null;
            }
            if (entry.elementType().isRecord()) {
                return records(list, path, entry.elementType().asSubclass(Record.class));
            }
            List<Object> elements = new ArrayList<>();
            for (ConfigValue element : list) {
                Object scalar = scalar(entry.elementType(), element, path);
                if (scalar != null) {
                    elements.add(scalar);
                }
            }
            return elements;
        }
        return scalar(entry.type(), value, path);
    }

    /** Binds each element of a list as a section of its own; its path has the element's number, from 0. */
    private <O extends Record> List<O> records(ConfigList list, String path, Class<O> type) {
        List<O> records = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String elementPath = path + "[" + i + "]";
            if (list.get(i) instanceof ConfigObject section) {
                bind(section, elementPath, type, Set.of()).ifPresent(records::add);
            } else {
                add(list.get(i).origin(), elementPath, render(list.get(i)) + " must be a section { … }");
            }
        }
        return records;
    }

    private @Nullable Object scalar(Class<?> type, ConfigValue value, String path) {
        Object raw = value.unwrapped();
        String text = String.valueOf(raw);
        String allowed;
        if (value.valueType() == ConfigValueType.OBJECT
                || value.valueType() == ConfigValueType.LIST
                || value.valueType() == ConfigValueType.NULL) {
            allowed = "must be a single value";
        } else if (type == String.class) {
            return text;
        } else if (type == Path.class) {
            try {
                // no path is none, and not the folder that it would be relative to
                return text.isEmpty() ? Path.of("") : folder(value.origin()).resolve(text);
            } catch (InvalidPathException e) {
                allowed = "must be a path: " + e.getReason();
            }
        } else if (type == boolean.class) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            allowed = "must be true or false";
        } else if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (OptionSchema.enumText((Enum<?>) constant).equals(text)) {
                    return constant;
                }
            }
            allowed = "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> OptionSchema.enumText((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        } else {
            try {
                if (type == double.class || type == Double.class) {
                    return Double.valueOf(text);
                }
                if (type == long.class || type == Long.class) {
                    return Long.valueOf(text);
                }
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                allowed = type == double.class || type == Double.class
                        ? "must be a number"
                        : "must be a whole number" + (type == long.class || type == Long.class ? "" : " below 2^31");
            }
        }
        add(value.origin(), path, render(value) + " " + allowed);
        return null;
    }

    /** What a path is relative to: the folder of the file in which it is written; the current one for an override. */
    private Path folder(ConfigOrigin origin) {
        Path current = Path.of("").toAbsolutePath();
        if (origin.description().startsWith(RecipeFile.OVERRIDE)) {
            return current;
        }
        Path writtenIn = Path.of(origin.filename() == null ? file : origin.filename());
        Path parent = current.resolve(writtenIn).getParent();
        return parent == null ? current : parent.normalize();
    }

    private static String render(ConfigValue value) {
        String text = value.render(ConfigRenderOptions.concise());
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    void add(@Nullable ConfigOrigin origin, String path, String message) {
        mistakes.add(new Mistake(describe(origin), path, message));
    }

    /** File and line; an override has one line only, which need not be said. */
    String describe(@Nullable ConfigOrigin origin) {
        if (origin == null) {
            return file;
        }
        String description = origin.description();
        return description.startsWith(RecipeFile.OVERRIDE) ? description.replaceFirst(": 1$", "") : description;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static @Nullable ConfigOrigin origin(@Nullable ConfigObject section) {
        return section == null ? null : section.origin();
    }

    /** The section at a path; null where there is none, a mistake where it is not a section. */
    @Nullable
    ConfigObject section(Config root, String path) {
        if (!root.hasPath(path)) {
            return null;
        }
        ConfigValue value = root.getValue(path);
        if (value instanceof ConfigObject object) {
            return object;
        }
        add(value.origin(), path, render(value) + " must be a section { … }");
        return null;
    }
}
