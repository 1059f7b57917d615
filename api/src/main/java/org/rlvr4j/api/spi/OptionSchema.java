package org.rlvr4j.api.spi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads an options record as the schema that it is: names, types, documentation, defaults.
 *
 * <pre>{@code
 * BbgOptions options = OptionSchema.of(BbgOptions.class).defaults();
 * }</pre>
 *
 * @param <O> the options record
 */
public final class OptionSchema<O extends Record> {

    private final Class<O> type;
    private final List<Entry> entries;

    /**
     * One option.
     *
     * @param key the name as in a recipe, such as {@code reference-k}
     * @param type its Java type
     * @param elementType the type of a list's elements, else null
     * @param documentation what it does, its unit and range; empty for nested records without annotation
     * @param defaultText the default as written in a recipe, or null where it must be given or is a nested record
     */
    public record Entry(
            String key,
            Class<?> type,
            @Nullable Class<?> elementType,
            String documentation,
            @Nullable String defaultText) {

        /**
         * Tells whether this option is a record of options.
         *
         * @return whether the type is a record
         */
        public boolean isNested() {
            return type.isRecord();
        }
    }

    private OptionSchema(Class<O> type, List<Entry> entries) {
        this.type = type;
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the schema of a record.
     *
     * @param <O> the options record
     * @param type a public record whose package its module exports
     * @return the schema
     * @throws IllegalArgumentException if a component is of a type that options cannot have, or lacks {@link Option}
     */
    public static <O extends Record> OptionSchema<O> of(Class<O> type) {
        List<Entry> entries = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            entries.add(entry(type, component));
        }
        return new OptionSchema<>(type, entries);
    }

    private static Entry entry(Class<?> owner, RecordComponent component) {
        String key = kebabCase(component.getName());
        Class<?> type = component.getType();
        Option option = component.getAnnotation(Option.class);
        if (type.isRecord()) {
            return new Entry(key, type, null, option == null ? "" : option.value(), null);
        }
        if (option == null) {
            throw new IllegalArgumentException(
                    "component " + component.getName() + " of " + owner.getName() + " lacks @Option");
        }
        Class<?> elementType = null;
        if (type == List.class) {
            Type generic = component.getGenericType();
            elementType = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
        } else if (!type.isEnum()
                && !List.<Class<?>>of(int.class, long.class, double.class, boolean.class, String.class, Path.class)
                        .contains(type)) {
            throw new IllegalArgumentException("component " + component.getName() + " of " + owner.getName()
                    + " has a type that options cannot have: " + type.getName());
        }
        String defaultText = option.defaultsTo().equals(Option.REQUIRED) ? null : option.defaultsTo();
        return new Entry(key, type, elementType, option.value(), defaultText);
    }

    /**
     * Returns the options in the record's order.
     *
     * @return one entry for each component
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Creates the record with its defaults.
     *
     * @return the defaults
     * @throws InvalidOptionException naming the options that have no default
     */
    public O defaults() {
        OptionChecks checks = new OptionChecks();
        @Nullable Object[] values = new Object[entries.size()];
        for (int i = 0; i < values.length; i++) {
            Entry entry = entries.get(i);
            checks.that(entry.isNested() || entry.defaultText() != null, entry.key(), "(nothing)", "must be given");
            values[i] = defaultValue(entry);
        }
        checks.orThrow();
        return create(values);
    }

    /**
     * Returns the default value of one option.
     *
     * @param entry one of {@link #entries()}
     * @return a value of the entry's type; null where it has no default
     */
    public static @Nullable Object defaultValue(Entry entry) {
        if (entry.isNested()) {
            return of(entry.type().asSubclass(Record.class)).defaults();
        }
        String text = entry.defaultText();
        return text == null ? null : parse(text, entry.type(), entry.elementType());
    }

    /**
     * Calls the record's canonical constructor.
     *
     * @param values one for each entry, of its type
     * @return the record
     * @throws InvalidOptionException if the record's own checks fail
     */
    public O create(@Nullable Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " must be a public record in a package that its module exports", e);
        }
    }

    /**
     * Reads options, as {@link #create} made them.
     *
     * @param options the record
     * @return its values, in the order of the entries
     */
    public List<Object> values(O options) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            try {
                values.add(component.getAccessor().invoke(options));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + component + " of " + type.getName(), e);
            }
        }
        return values;
    }

    /**
     * Writes options as single texts, equal for equal options.
     *
     * @param options the record
     * @return texts by key, with those of a nested record under {@code outer.inner}
     */
    public SortedMap<String, String> texts(O options) {
        SortedMap<String, String> texts = new TreeMap<>();
        List<Object> values = values(options);
        for (int i = 0; i < values.size(); i++) {
            String key = entries.get(i).key();
            if (values.get(i) instanceof Record nested) {
                nestedTexts(nested).forEach((inner, text) -> texts.put(key + "." + inner, text));
            } else {
                texts.put(key, text(values.get(i)));
            }
        }
        return texts;
    }

    @SuppressWarnings("unchecked") // a record is of its own class
    private static <R extends Record> SortedMap<String, String> nestedTexts(R nested) {
        return of((Class<R>) nested.getClass()).texts(nested);
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(element -> element instanceof Record nested
                            ? nestedTexts(nested).toString()
                            : text(element))
                    .toList()
                    .toString();
        }
        return value instanceof Enum<?> constant ? enumText(constant) : value.toString();
    }

    private static Object parse(String text, Class<?> type, @Nullable Class<?> elementType) {
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        }
        if (type == double.class || type == Double.class) {
            return Double.valueOf(text);
        }
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type.isEnum()) {
            return enumConstant(type, text);
        }
        if (type == List.class && elementType != null) {
            String inner = text.substring(1, text.length() - 1).strip();
            return inner.isEmpty()
                    ? List.of()
                    : Arrays.stream(inner.split("\\s*,\\s*"))
                            .map(part -> parse(part, elementType, null))
                            .toList();
        }
        return type == Path.class ? Path.of(text) : text;
    }

    private static Object enumConstant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (enumText((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type.getName() + " has no constant " + text);
    }

    /**
     * Writes an enum constant as recipes do.
     *
     * @param constant such as {@code LEAVE_ONE_OUT}
     * @return such as {@code leave-one-out}
     */
    public static String enumText(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String kebabCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
