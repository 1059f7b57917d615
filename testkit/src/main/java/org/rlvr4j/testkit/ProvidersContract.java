package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.api.spi.StrategyProvider;
import org.rlvr4j.testkit.internal.Registrations;

/**
 * What the providers of a jar keep to: ids, descriptions, options, registration.
 *
 * <pre>{@code
 * class ProvidersTest extends ProvidersContract {
 *     @Override
 *     protected List<?> providers() {
 *         return List.of(new MyGateProvider(), new MyVerifierProvider());
 *     }
 * }
 * }</pre>
 */
public abstract class ProvidersContract {

    private static final int LONGEST_DESCRIPTION = 300;

    /** For subclasses. */
    protected ProvidersContract() {}

    /**
     * Gives every provider of the jar, made with {@code new}.
     *
     * @return providers of strategies and of policy runtimes
     */
    protected abstract List<?> providers();

    /**
     * Gives valid options of a provider.
     *
     * @param provider one of {@link #providers}
     * @return by default its defaults; empty where some option has none, in which case override this
     */
    protected Optional<? extends Record> options(Object provider) {
        OptionSchema<?> schema = OptionSchema.of(optionsType(provider));
        boolean complete = schema.entries().stream().noneMatch(ProvidersContract::mustBeGiven);
        return complete ? Optional.of(schema.defaults()) : Optional.empty();
    }

    private static boolean mustBeGiven(OptionSchema.Entry entry) {
        return !entry.isNested() && entry.defaultText() == null;
    }

    /** META-INF/services registers these providers and no others; a module descriptor says the same in the same order. */
    @Test
    public void theJarRegistersTheseProviders() {
        assertFalse(providers().isEmpty(), "providers() gives none");
        Registrations registered =
                Registrations.beside(providers().get(0).getClass());
        assertEquals(
                providers().stream().map(one -> one.getClass().getName()).collect(Collectors.toSet()),
                registered.classes(),
                "META-INF/services against providers()");
        registered
                .provided()
                .ifPresent(provided ->
                        assertEquals(provided, registered.serviceFiles(), "the module descriptor against META-INF/services"));
        for (Object provider : providers()) {
            for (Map.Entry<String, List<String>> service :
                    registered.serviceFiles().entrySet()) {
                if (service.getValue().contains(provider.getClass().getName())) {
                    assertTrue(
                            interfaces(provider.getClass()).contains(service.getKey()),
                            () -> provider.getClass().getName() + " is registered for " + service.getKey()
                                    + " and does not implement it");
                }
            }
        }
    }

    private static Set<String> interfaces(Class<?> type) {
        Set<String> all = new HashSet<>();
        for (Class<?> one : type.getInterfaces()) {
            all.add(one.getName());
            all.addAll(interfaces(one));
        }
        if (type.getSuperclass() != null) {
            all.addAll(interfaces(type.getSuperclass()));
        }
        return all;
    }

    /** No two providers of a kind have one id. */
    @Test
    public void idsAreUniqueWithinTheirKind() {
        Set<String> seen = new HashSet<>();
        for (Object provider : providers()) {
            String kind = interfaces(provider.getClass()).stream()
                    .filter(name -> name.startsWith("org.rlvr4j.api.spi.") && !name.endsWith(".StrategyProvider"))
                    .sorted()
                    .collect(Collectors.joining(" "));
            assertTrue(seen.add(kind + " " + id(provider)), () -> "two providers have the id " + id(provider));
        }
    }

    /**
     * Each provider by itself.
     *
     * @return its tests
     */
    @TestFactory
    public Stream<DynamicContainer> eachProvider() {
        return providers().stream().map(provider -> DynamicContainer.dynamicContainer(
                provider.getClass().getSimpleName(),
                Stream.of(
                        DynamicTest.dynamicTest("has a public constructor", () -> constructor(provider)),
                        DynamicTest.dynamicTest("has a well-formed id and description", () -> facts(provider)),
                        DynamicTest.dynamicTest("documents its options", () -> schema(provider)),
                        DynamicTest.dynamicTest("works with valid options", () -> creates(provider)),
                        DynamicTest.dynamicTest("refuses invalid options", () -> refuses(provider)))));
    }

    private static void constructor(Object provider) throws NoSuchMethodException {
        Class<?> type = provider.getClass();
        assertTrue(Modifier.isPublic(type.getModifiers()), () -> type.getName() + " is not public");
        assertTrue(
                Modifier.isPublic(type.getConstructor().getModifiers()),
                () -> type.getName() + " has no public constructor without arguments");
    }

    private static void facts(Object provider) {
        String id = id(provider);
        assertTrue(
                id.matches("[a-z0-9]+(-[a-z0-9]+)*"), () -> "an id has lower case letters, digits and hyphens, got " + id);
        assertEquals(id, id(provider), "the id changes");
        String description = description(provider);
        assertFalse(description.isBlank(), "the description is blank");
        assertTrue(
                description.length() <= LONGEST_DESCRIPTION,
                () -> "the description has " + description.length() + " characters, more than " + LONGEST_DESCRIPTION);
        assertTrue(
                description.codePoints().noneMatch(Character::isISOControl), "the description is more than one line");
    }

    private static void schema(Object provider) {
        Class<? extends Record> type = optionsType(provider);
        assertSame(type, optionsType(provider), "the options' type changes");
        assertTrue(Modifier.isPublic(type.getModifiers()), () -> type.getName() + " is not public");
        assertTrue(
                type.getModule().isExported(type.getPackageName()),
                () -> type.getModule() + " does not export " + type.getPackageName());
        checkEntries(type);
    }

    private static void checkEntries(Class<? extends Record> type) {
        for (OptionSchema.Entry entry : OptionSchema.of(type).entries()) {
            if (entry.isNested()) {
                checkEntries(entry.type().asSubclass(Record.class));
            } else {
                assertFalse(entry.documentation().isBlank(), () -> "option " + entry.key() + " says nothing");
                if (entry.defaultText() != null) {
                    // throws where the text is not of the option's type
                    OptionSchema.defaultValue(entry);
                }
            }
        }
    }

    private void creates(Object provider) {
        Record options = options(provider)
                .orElseGet(() -> fail("some option of " + id(provider)
                        + " has no default: override options() to give an example of valid ones"));
        assertEquals(optionsType(provider), options.getClass(), "options() gives another type than optionsType()");
        if (provider instanceof StrategyProvider<?, ?> strategy) {
            assertNotNull(create(strategy, options), "create() gave null");
        }
    }

    private static <S, O extends Record> S create(StrategyProvider<S, O> provider, Record options) {
        return provider.create(provider.optionsType().cast(options));
    }

    /** Values beside every range: each is accepted or refused by InvalidOptionException that names the option; NaN is refused. */
    private void refuses(Object provider) throws ReflectiveOperationException {
        Optional<? extends Record> valid = options(provider);
        if (valid.isPresent()) {
            refuses(valid.get());
        }
    }

    private static void refuses(Record valid) throws ReflectiveOperationException {
        OptionSchema<?> schema = OptionSchema.of(valid.getClass());
        Object[] values = new Object[schema.entries().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = valid.getClass().getRecordComponents()[i].getAccessor().invoke(valid);
        }
        for (int i = 0; i < values.length; i++) {
            OptionSchema.Entry entry = schema.entries().get(i);
            if (entry.isNested()) {
                refuses((Record) values[i]);
                continue;
            }
            for (Object strange : strangeValues(entry.type())) {
                Object[] changed = values.clone();
                changed[i] = strange;
                if (strange instanceof Double number && number.isNaN()) {
                    InvalidOptionException refusal = assertThrows(
                            InvalidOptionException.class,
                            () -> schema.create(changed),
                            () -> "NaN is accepted as " + entry.key() + ": write conditions that NaN fails");
                    checkNames(refusal, schema);
                } else {
                    tryCreate(schema, changed, entry, strange);
                }
            }
        }
    }

    private static void tryCreate(OptionSchema<?> schema, Object[] values, OptionSchema.Entry entry, Object strange) {
        try {
            schema.create(values);
        } catch (InvalidOptionException e) {
            checkNames(e, schema);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    entry.key() + " = " + strange + " is refused by " + e.getClass().getName()
                            + " and not by InvalidOptionException",
                    e);
        }
    }

    private static void checkNames(InvalidOptionException refusal, OptionSchema<?> schema) {
        Set<String> keys =
                schema.entries().stream().map(OptionSchema.Entry::key).collect(Collectors.toSet());
        for (InvalidOptionException.Mistake mistake : refusal.mistakes()) {
            String first = mistake.option().split("[.\\[]", 2)[0];
            assertTrue(
                    keys.contains(first),
                    () -> "a mistake names the option \"" + mistake.option() + "\", which there is not among " + keys);
            assertFalse(mistake.message().isBlank(), "a mistake says nothing");
        }
    }

    private static List<Object> strangeValues(Class<?> type) {
        if (type == int.class) {
            return List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        }
        if (type == long.class) {
            return List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        }
        if (type == double.class) {
            return List.of(
                    Double.NaN, Double.NEGATIVE_INFINITY, -1.0, -0.0, Double.MIN_VALUE, 1e300, Double.POSITIVE_INFINITY);
        }
        if (type == String.class) {
            return List.of("", " ", "\u0000", "x".repeat(100_000));
        }
        if (type == List.class) {
            return List.of(List.of());
        }
        return List.of();
    }

    private static String id(Object provider) {
        return provider instanceof PolicyRuntimeProvider<?> runtime ? runtime.id() : strategy(provider).id();
    }

    private static String description(Object provider) {
        return provider instanceof PolicyRuntimeProvider<?> runtime
                ? runtime.description()
                : strategy(provider).description();
    }

    private static Class<? extends Record> optionsType(Object provider) {
        return provider instanceof PolicyRuntimeProvider<?> runtime
                ? runtime.optionsType()
                : strategy(provider).optionsType();
    }

    private static StrategyProvider<?, ?> strategy(Object provider) {
        if (provider instanceof StrategyProvider<?, ?> strategy) {
            return strategy;
        }
        return fail(provider.getClass().getName() + " is no provider");
    }
}
