package org.rlvr4j.trainer.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.trainer.plugin.Plugin;

/**
 * A recipe as it was written: HOCON with overrides. Sections are bound strictly, one after the other, and every mistake is
 * collected; {@link #refuseMistakes} ends the reading.
 *
 * <p>A recipe may {@code include "file.conf"}, named relative to the including file, which must exist; URLs and resources of
 * the class path are refused. It may substitute its own values ({@code ${trainer.seed}}); environment variables and system
 * properties are not seen, so that a recipe means the same everywhere.
 */
public final class RecipeFile {

    /** The key of every section that chooses a strategy. */
    private static final String ID = "id";

    /** The section of arms; training ignores it. */
    static final String ABLATION = "ablation";

    private static final String ARMS = ABLATION + ".arms";

    /** Stands for the file of a recipe that comes as text. */
    private static final String RESOLVED = "recipe.conf";

    /** Begins the origin of what the command line overrides. */
    static final String OVERRIDE = "--set ";

    private static final String QUOTES =
            "; a text with brackets, colons or the like stands in double quotes, and the whole then in single ones for the"
                    + " shell: --set 'key=\"text\"'";

    private final Path file;
    private final Config unresolved;
    private final Config root;
    private final StrategyCatalog catalog;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final OptionsBinder binder;
    private final Map<String, Object> resolved = new LinkedHashMap<>();
    private final Set<Plugin> plugins = new LinkedHashSet<>();

    private RecipeFile(Path file, Config unresolved, Config root, StrategyCatalog catalog) {
        this.file = file;
        this.unresolved = unresolved;
        this.root = root;
        this.catalog = catalog;
        this.binder = new OptionsBinder(mistakes, file.toString());
    }

    /**
     * Reads a recipe.
     *
     * @param file the file
     * @param overrides assignments {@code key=value} in HOCON, the last of a key counts
     * @param catalog the strategies there are
     * @return the recipe
     * @throws InvalidRecipeException if the file is missing or not HOCON, or an override is not an assignment
     */
    public static RecipeFile read(Path file, List<String> overrides, StrategyCatalog catalog) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidRecipeException(List.of(new Mistake("", file.toString(), "there is no such recipe file")));
        }
        List<Mistake> mistakes = new ArrayList<>();
        Config config = overrides(overrides, mistakes);
        Config root = config;
        try {
            // without a folder in its name a file can include none, says the library
            Path named = file.getParent() == null ? Path.of(".").resolve(file) : file;
            Config written = ConfigFactory.parseFile(
                    named.toFile(), parsing().setAllowMissing(false).setOriginDescription(file.toString()));
            config = config.withFallback(withoutReplaced(written, config));
            root = config.resolve(ConfigResolveOptions.noSystem());
        } catch (ConfigException e) {
            mistakes.add(new Mistake("", file.toString(), "is not valid HOCON: " + e.getMessage()));
        } catch (StackOverflowError e) {
            mistakes.add(new Mistake("", file.toString(), "is not a recipe: it is nested too deeply"));
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidRecipeException(mistakes);
        }
        return new RecipeFile(file, config, root, catalog);
    }

    /**
     * Reads a resolved recipe.
     *
     * @param resolved what {@link #resolvedText} gave
     * @param catalog the strategies there are
     * @return the recipe
     * @throws InvalidRecipeException if it is not HOCON
     */
    static RecipeFile parse(String resolved, StrategyCatalog catalog) {
        try {
            Config config = ConfigFactory.parseString(resolved, parsing());
            return new RecipeFile(Path.of(RESOLVED), config, config, catalog);
        } catch (ConfigException e) {
            throw new InvalidRecipeException(
                    List.of(new Mistake("", RESOLVED, "is not valid HOCON: " + e.getMessage())));
        }
    }

    /**
     * Lays an arm over this recipe. Like an override, an arm that changes a section's {@code id} drops what the recipe says
     * in that section; substitutions see the arm's values.
     *
     * @throws InvalidRecipeException if the recipe can then not be resolved
     */
    RecipeFile with(Arm arm) {
        Config overlay = arm.overlay();
        Config layered = overlay.withFallback(withoutReplaced(unresolved, overlay));
        try {
            return new RecipeFile(file, layered, layered.resolve(ConfigResolveOptions.noSystem()), catalog);
        } catch (ConfigException e) {
            throw new InvalidRecipeException(List.of(new Mistake(
                    binder.describe(arm.origin()), ARMS + "." + arm.name(), "cannot be resolved: " + e.getMessage())));
        }
    }

    /** Reads the arms of the recipe's ablation; their mistakes are collected with the others. */
    List<Arm> arms() {
        return new ArmsReader(binder).read(binder.section(root, ABLATION));
    }

    /**
     * Finds an arm by name.
     *
     * @param name the name of an arm, or {@link Arm#BASE}
     * @throws InvalidRecipeException if there is none, or any mistake was found
     */
    Arm arm(String name) {
        if (name.equals(Arm.BASE)) {
            return Arm.base();
        }
        List<Arm> arms = arms();
        Optional<Arm> found =
                arms.stream().filter(arm -> arm.name().equals(name)).findAny();
        if (found.isEmpty()) {
            binder.add(
                    origin(ABLATION),
                    ARMS,
                    NearestName.unknown(
                            "arm", name, arms.stream().map(Arm::name).toList()));
        }
        refuseMistakes();
        return found.orElseThrow();
    }

    /** Binds the options of the recipe's ablation, its arms apart. */
    Optional<AblationOptions> ablation() {
        return binder.bind(binder.section(root, ABLATION), ABLATION, AblationOptions.class, ArmsReader.KEYS);
    }

    /** Says which keys were overridden. */
    static Map<String, String> overridden(List<String> overrides) {
        Map<String, String> keys = new TreeMap<>();
        overrides(overrides, new ArrayList<>())
                .entrySet()
                .forEach(entry ->
                        keys.put(entry.getKey(), entry.getValue().origin().description()));
        return keys;
    }

    /** Tells whether a key was given a value. */
    boolean gives(String key) {
        return root.hasPath(key);
    }

    /** Takes over mistakes found elsewhere. */
    void addAll(List<Mistake> found) {
        mistakes.addAll(found);
    }

    private static ConfigParseOptions parsing() {
        return ConfigParseOptions.defaults().setIncluder(new FileIncluder());
    }

    /**
     * Leaves out the sections whose strategy an override replaces by another: what the file says of the former strategy's
     * options does not apply to the new one's.
     */
    private static Config withoutReplaced(Config written, Config overrides) {
        Config kept = written;
        // a section may be made by substitution; one that needs the overrides for it is left as it is
        ConfigObject sections = written.resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true))
                .root();
        for (String section : overrides.root().keySet()) {
            String id = section + "." + ID;
            if (overrides.root().get(section) instanceof ConfigObject
                    && overrides.hasPath(id)
                    && sections.get(section) instanceof ConfigObject former
                    && former.get(ID) != null
                    && !former.get(ID).equals(overrides.getValue(id))) {
                kept = kept.withoutPath(section);
            }
        }
        return kept;
    }

    /** Reads assignments {@code key=value}, the last of a key counts. */
    static Config overrides(List<String> overrides, List<Mistake> mistakes) {
        Config config = ConfigFactory.empty();
        for (String override : overrides) {
            String origin = OVERRIDE + override;
            if (override.indexOf('=') < 1) {
                mistakes.add(new Mistake("", origin, "must be an assignment key=value"));
                continue;
            }
            try {
                config = ConfigFactory.parseString(override, parsing().setOriginDescription(origin))
                        .withFallback(config);
            } catch (ConfigException e) {
                mistakes.add(new Mistake("", origin, "is not a valid assignment: " + e.getMessage() + QUOTES));
            } catch (StackOverflowError e) {
                mistakes.add(new Mistake("", origin, "is not a valid assignment: it is nested too deeply"));
            }
        }
        return config;
    }

    /**
     * Refuses top-level keys that nobody reads.
     *
     * @param sections the keys that are read
     */
    public void allowOnly(Set<String> sections) {
        root.root().forEach((key, value) -> {
            if (!sections.contains(key)) {
                binder.add(value.origin(), key, NearestName.unknown("section", key, sections));
            }
        });
    }

    /**
     * Reads a text.
     *
     * @param key its key
     * @param documentation what it is, for the message where it is missing
     * @return the text; the empty string after a mistake
     */
    public String text(String key, String documentation) {
        if (!root.hasPath(key)) {
            binder.add(null, key, "must be given: " + documentation);
            return "";
        }
        Object value = root.getAnyRef(key);
        if (!(value instanceof String text)) {
            binder.add(root.getValue(key).origin(), key, value + " must be a text");
            return "";
        }
        resolved.put(key, text);
        return text;
    }

    /**
     * Binds a section to options.
     *
     * @param <O> the options record
     * @param section its key
     * @param type the options record
     * @return the options; empty after a mistake
     */
    public <O extends Record> Optional<O> options(String section, Class<O> type) {
        Optional<O> options = binder.bind(binder.section(root, section), section, type, Set.of());
        options.ifPresent(bound -> resolved.put(section, render(bound)));
        return options;
    }

    /**
     * Chooses and creates the strategy of a section by its {@code id}.
     *
     * @param <S> the strategy's interface
     * @param kind the kind of strategy
     * @param type the strategy's interface
     * @param defaultId the id where the section names none; null where it must
     * @return the strategy; empty after a mistake
     */
    public <S> Optional<S> strategy(StrategyCatalog.Kind kind, Class<S> type, @Nullable String defaultId) {
        ConfigObject section = binder.section(root, kind.section());
        Optional<String> id = id(kind.section(), section, kind.title(), defaultId);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        StrategyProvider<?, ?> provider;
        try {
            provider = catalog.find(kind, id.get());
        } catch (IllegalArgumentException e) {
            binder.add(idOrigin(section), kind.section() + "." + ID, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        return guarded(
                catalog.plugin(kind, id.get()),
                idOrigin(section),
                kind.section() + "." + ID,
                () -> create(provider, section, kind.section(), type));
    }

    /**
     * Creates strategies that are named in a list and take their default options.
     *
     * @param <S> the strategy's interface
     * @param kind the kind of strategy
     * @param type the strategy's interface
     * @param ids their ids
     * @return the strategies that exist, in order
     */
    public <S> List<S> strategies(StrategyCatalog.Kind kind, Class<S> type, List<String> ids) {
        List<S> created = new ArrayList<>();
        for (String id : ids) {
            StrategyProvider<?, ?> provider;
            try {
                provider = catalog.find(kind, id);
            } catch (IllegalArgumentException e) {
                binder.add(origin(kind.section()), kind.section(), String.valueOf(e.getMessage()));
                continue;
            }
            guarded(
                            catalog.plugin(kind, id),
                            origin(kind.section()),
                            kind.section(),
                            () -> createWithDefaults(provider, kind.section(), type))
                    .ifPresent(created::add);
        }
        return created;
    }

    /**
     * Creates the strategies of a section that holds one section for each, by id.
     *
     * @param <S> the strategy's interface
     * @param kind the kind of strategy
     * @param type the strategy's interface
     * @return the strategies that exist, in the order of their ids; none where there is no section
     */
    public <S> List<S> strategiesBySection(StrategyCatalog.Kind kind, Class<S> type) {
        ConfigObject sections = binder.section(root, kind.section());
        List<S> created = new ArrayList<>();
        if (sections == null) {
            return created;
        }
        SortedMap<String, Object> rendered = new TreeMap<>();
        for (String id : new TreeSet<>(sections.keySet())) {
            String key = kind.section() + "." + id;
            String path = kind.section() + "." + ConfigUtil.quoteString(id);
            StrategyProvider<?, ?> provider;
            try {
                provider = catalog.find(kind, id);
            } catch (IllegalArgumentException e) {
                binder.add(sections.origin(), key, String.valueOf(e.getMessage()));
                continue;
            }
            guarded(
                            catalog.plugin(kind, id),
                            sections.origin(),
                            key,
                            () -> createIn(provider, binder.section(root, path), key, type, rendered))
                    .ifPresent(created::add);
        }
        resolved.put(kind.section(), rendered);
        return created;
    }

    private <S, O extends Record> Optional<S> createIn(
            StrategyProvider<?, O> provider,
            @Nullable ConfigObject section,
            String path,
            Class<S> type,
            Map<String, Object> rendered) {
        Optional<O> options = binder.bind(section, path, provider.optionsType(), Set.of());
        options.ifPresent(bound -> rendered.put(provider.id(), render(bound)));
        return options.flatMap(bound -> create(provider, bound, section, path, type));
    }

    private <S, O extends Record> Optional<S> create(
            StrategyProvider<?, O> provider, @Nullable ConfigObject section, String path, Class<S> type) {
        Optional<O> options = binder.bind(section, path, provider.optionsType(), Set.of(ID));
        if (options.isEmpty()) {
            return Optional.empty();
        }
        resolved.put(path, render(provider.id(), options.get()));
        return create(provider, options.get(), section, path, type);
    }

    private <S, O extends Record> Optional<S> createWithDefaults(
            StrategyProvider<?, O> provider, String path, Class<S> type) {
        return binder.bind(null, path, provider.optionsType(), Set.of())
                .flatMap(options -> create(provider, options, null, path, type));
    }

    private <S, O extends Record> Optional<S> create(
            StrategyProvider<?, O> provider, O options, @Nullable ConfigObject section, String path, Class<S> type) {
        if (!mistakes.isEmpty()) {
            // creating may take a while, as generating problems does, and nothing would come of it
            return Optional.empty();
        }
        try {
            return Optional.of(type.cast(provider.create(options)));
        } catch (InvalidOptionException e) {
            binder.addAll(e, section, path);
            return Optional.empty();
        }
    }

    /**
     * Chooses the runtime by {@code runtime.id} and binds its options.
     *
     * @return the choice; empty after a mistake
     */
    public Optional<RuntimeChoice<?>> runtime() {
        ConfigObject section = binder.section(root, "runtime");
        Optional<String> id = id("runtime", section, "runtime", "djl");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        PolicyRuntimeProvider<?> provider;
        try {
            provider = catalog.findRuntime(id.get());
        } catch (IllegalArgumentException e) {
            binder.add(idOrigin(section), "runtime." + ID, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        return guarded(
                catalog.runtimePlugin(id.get()), idOrigin(section), "runtime." + ID, () -> runtime(provider, section));
    }

    /**
     * Makes a strategy. Whatever a plugin throws in its own code, linkage errors too, is a mistake of the recipe that uses it,
     * which names the plugin.
     */
    private <T> Optional<T> guarded(
            Optional<Plugin> plugin, @Nullable ConfigOrigin origin, String key, Supplier<Optional<T>> making) {
        if (plugin.isEmpty()) {
            return making.get();
        }
        plugins.add(plugin.get());
        try {
            return making.get();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            boolean misses = e instanceof NoClassDefFoundError;
            binder.add(
                    origin,
                    key,
                    "the plugin " + plugin.get().name() + " (" + plugin.get().path() + ") fails: "
                            + (misses ? "it misses the class " : e.getClass().getName() + ": ") + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Returns the plugins whose strategies the recipe uses.
     *
     * @return them, in the order of use
     */
    public List<Plugin> plugins() {
        return List.copyOf(plugins);
    }

    private <O extends Record> Optional<RuntimeChoice<?>> runtime(
            PolicyRuntimeProvider<O> provider, @Nullable ConfigObject section) {
        return binder.bind(section, "runtime", provider.optionsType(), Set.of(ID))
                .map(options -> {
                    resolved.put("runtime", render(provider.id(), options));
                    return new RuntimeChoice<>(provider, options);
                });
    }

    private Optional<String> id(String path, @Nullable ConfigObject section, String title, @Nullable String defaultId) {
        ConfigValue value = section == null ? null : section.get(ID);
        if (value == null) {
            if (defaultId == null) {
                binder.add(OptionsBinder.origin(section), path + "." + ID, "must be given: which " + title);
            }
            return Optional.ofNullable(defaultId);
        }
        return Optional.of(String.valueOf(value.unwrapped()));
    }

    private static @Nullable ConfigOrigin idOrigin(@Nullable ConfigObject section) {
        ConfigValue value = section == null ? null : section.get(ID);
        return value == null ? OptionsBinder.origin(section) : value.origin();
    }

    private @Nullable ConfigOrigin origin(String key) {
        return root.hasPath(key) ? root.getValue(key).origin() : null;
    }

    /**
     * Adds a mistake that shows only when parts are put together.
     *
     * @param key the key that is best changed
     * @param message what is wrong
     */
    public void mistake(String key, String message) {
        binder.add(nearestOrigin(key), key, message);
    }

    /**
     * Says where a key, or else its section, was written.
     *
     * @param key the full key
     * @return file and line, or the override
     */
    public String where(String key) {
        return binder.describe(nearestOrigin(key));
    }

    private @Nullable ConfigOrigin nearestOrigin(String key) {
        ConfigOrigin origin = origin(key);
        int dot = key.lastIndexOf('.');
        return origin == null && dot > 0 ? origin(key.substring(0, dot)) : origin;
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidRecipeException if there was any mistake
     */
    public void refuseMistakes() {
        if (!mistakes.isEmpty()) {
            throw new InvalidRecipeException(mistakes);
        }
    }

    /**
     * Writes the recipe with every default filled in, as HOCON that can be read again.
     *
     * @return the resolved recipe
     */
    public String resolvedText() {
        return text(resolved);
    }

    /**
     * Writes a recipe that says one strategy alone.
     *
     * @param kind the kind of strategy
     * @param id its id
     * @param options its options
     * @return the recipe, as {@link #resolvedText} writes it
     */
    static String textOf(StrategyCatalog.Kind kind, String id, Record options) {
        return text(Map.of(kind.section(), render(id, options)));
    }

    private static String text(Map<String, Object> sections) {
        return ConfigValueFactory.fromMap(sections)
                .render(ConfigRenderOptions.defaults()
                        .setJson(false)
                        .setOriginComments(false)
                        .setComments(false));
    }

    private static Map<String, Object> render(String id, Record options) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put(ID, id);
        rendered.putAll(render(options));
        return rendered;
    }

    @SuppressWarnings("unchecked") // a record is of its own class
    private static <O extends Record> Map<String, Object> render(O options) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        OptionSchema<O> schema = OptionSchema.of((Class<O>) options.getClass());
        List<Object> values = schema.values(options);
        for (int i = 0; i < values.size(); i++) {
            rendered.put(schema.entries().get(i).key(), renderValue(values.get(i)));
        }
        return rendered;
    }

    private static Object renderValue(Object value) {
        if (value instanceof Record nested) {
            return render(nested);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RecipeFile::renderValue).toList();
        }
        if (value instanceof Path path) {
            return path.toString();
        }
        return value instanceof Enum<?> constant ? OptionSchema.enumText(constant) : value;
    }
}
