package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jinja's filters, what comes after a bar. */
final class Filters {

    /** What a filter makes of a value. */
    @FunctionalInterface
    interface Filter {
        @Nullable
        Object apply(@Nullable Object value, Arguments arguments, Budget budget);
    }

    private static final Map<String, Filter> FILTERS = Map.ofEntries(
            Map.entry("length", (value, arguments, budget) -> length(value)),
            Map.entry("count", (value, arguments, budget) -> length(value)),
            Map.entry("trim", (value, arguments, budget) -> Texts.strip(text(value, budget), arguments, true, true)),
            Map.entry("upper", (value, arguments, budget) -> text(value, budget).toUpperCase(Locale.ROOT)),
            Map.entry("lower", (value, arguments, budget) -> text(value, budget).toLowerCase(Locale.ROOT)),
            Map.entry("capitalize", (value, arguments, budget) -> Texts.capitalized(text(value, budget))),
            Map.entry("title", (value, arguments, budget) -> Texts.titled(text(value, budget))),
            Map.entry("string", (value, arguments, budget) -> text(value, budget)),
            Map.entry("safe", (value, arguments, budget) -> value),
            Map.entry("replace", (value, arguments, budget) -> Texts.replace(text(value, budget), arguments, budget)),
            Map.entry("tojson", Filters::json),
            Map.entry("default", Filters::otherwise),
            Map.entry("d", Filters::otherwise),
            Map.entry("join", Filters::join),
            Map.entry("list", (value, arguments, budget) -> Values.elements(value, budget)),
            Map.entry("first", (value, arguments, budget) -> end(Values.elements(value, budget), true)),
            Map.entry("last", (value, arguments, budget) -> end(Values.elements(value, budget), false)),
            Map.entry("reverse", Filters::reversed),
            Map.entry("items", Filters::items),
            Map.entry("dictsort", Filters::sorted),
            Map.entry("int", (value, arguments, budget) -> whole(value, arguments)),
            Map.entry("float", (value, arguments, budget) -> real(value, arguments)),
            Map.entry("map", Filters::map),
            Map.entry("select", (value, arguments, budget) -> select(value, arguments, budget, true, false)),
            Map.entry("reject", (value, arguments, budget) -> select(value, arguments, budget, false, false)),
            Map.entry("selectattr", (value, arguments, budget) -> select(value, arguments, budget, true, true)),
            Map.entry("rejectattr", (value, arguments, budget) -> select(value, arguments, budget, false, true)));

    private Filters() {}

    static Filter named(String name, int line) {
        Filter filter = FILTERS.get(name);
        if (filter == null) {
            throw new TemplateException("line " + line + ": the filter " + name + " is not supported");
        }
        return filter;
    }

    private static String text(@Nullable Object value, Budget budget) {
        String text = Values.text(value, budget);
        budget.characters(text.length());
        return text;
    }

    private static long length(@Nullable Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof Undefined) {
            return 0;
        }
        throw new TemplateException(Values.kind(value) + " has no length");
    }

    private static Object json(@Nullable Object value, Arguments arguments, Budget budget) {
        for (String name : arguments.named().keySet()) {
            if (!name.equals("indent") && !name.equals("ensure_ascii")) {
                throw new TemplateException("tojson with " + name + " is not supported");
            }
        }
        if (Values.isTrue(arguments.named().get("ensure_ascii"))) {
            throw new TemplateException("tojson with ensure_ascii is not supported");
        }
        return JsonText.of(value, arguments.named().get("indent") instanceof Long indent ? indent : null, budget);
    }

    private static @Nullable Object otherwise(@Nullable Object value, Arguments arguments, Budget budget) {
        boolean replaced = value instanceof Undefined
                || (Values.isTrue(arguments.get(1, "boolean", false)) && !Values.isTrue(value));
        return replaced ? arguments.get(0, "default_value", "") : value;
    }

    private static Object join(@Nullable Object value, Arguments arguments, Budget budget) {
        if (arguments.has(1, "attribute")) {
            throw new TemplateException("join with an attribute is not supported");
        }
        return Texts.joined(Values.elements(value, budget), text(arguments.get(0, "d", ""), budget), budget);
    }

    private static @Nullable Object end(List<@Nullable Object> elements, boolean first) {
        return elements.isEmpty()
                ? new Undefined("the " + (first ? "first" : "last") + " of no elements")
                : elements.get(first ? 0 : elements.size() - 1);
    }

    private static Object reversed(@Nullable Object value, Arguments arguments, Budget budget) {
        if (value instanceof String text) {
            return new StringBuilder(text).reverse().toString();
        }
        List<@Nullable Object> elements = Values.elements(value, budget);
        Collections.reverse(elements);
        return elements;
    }

    private static Object items(@Nullable Object value, Arguments arguments, Budget budget) {
        if (value instanceof Map<?, ?> map) {
            return Mappings.items(map, budget);
        }
        if (value instanceof Undefined) {
            return new ArrayList<@Nullable Object>();
        }
        throw new TemplateException("items needs a mapping, got " + Values.kind(value));
    }

    /** Pairs in the order of their keys, capitals and small letters as one. */
    private static Object sorted(@Nullable Object value, Arguments arguments, Budget budget) {
        if (!(value instanceof Map<?, ?> map)
                || arguments.count() > 0
                || !arguments.named().isEmpty()) {
            throw new TemplateException("dictsort needs a mapping and takes no arguments here");
        }
        List<@Nullable Object> items = Mappings.items(map, budget);
        items.sort(Comparator.comparing(item ->
                item instanceof List<?> pair ? String.valueOf(pair.get(0)).toLowerCase(Locale.ROOT) : ""));
        return items;
    }

    private static Object whole(@Nullable Object value, Arguments arguments) {
        try {
            if (value instanceof Boolean truth) {
                return truth ? 1L : 0L;
            }
            return value instanceof Number number
                    ? number.longValue()
                    : Long.parseLong(String.valueOf(value).strip());
        } catch (NumberFormatException e) {
            return arguments.get(0, "default", 0L) instanceof Long otherwise ? otherwise : 0L;
        }
    }

    private static Object real(@Nullable Object value, Arguments arguments) {
        try {
            return value instanceof Number number ? number.doubleValue() : Double.parseDouble(String.valueOf(value));
        } catch (NumberFormatException e) {
            return arguments.get(0, "default", 0.0) instanceof Double otherwise ? otherwise : 0.0;
        }
    }

    private static Object map(@Nullable Object value, Arguments arguments, Budget budget) {
        List<@Nullable Object> mapped = new ArrayList<>();
        for (Object element : Values.elements(value, budget)) {
            budget.step();
            if (arguments.named().containsKey("attribute")) {
                Object found = Values.item(element, arguments.named().get("attribute"));
                mapped.add(found instanceof Undefined ? arguments.get(1, "default", found) : found);
            } else {
                mapped.add(named(arguments.text(0, "filter"), 0).apply(element, rest(arguments, 1), budget));
            }
        }
        return mapped;
    }

    private static Object select(
            @Nullable Object value, Arguments arguments, Budget budget, boolean wanted, boolean byAttribute) {
        List<@Nullable Object> kept = new ArrayList<>();
        int at = byAttribute ? 1 : 0;
        for (Object element : Values.elements(value, budget)) {
            budget.step();
            Object tested = byAttribute ? Values.item(element, arguments.require(0, "attribute")) : element;
            boolean holds = arguments.count() > at
                    ? Tests.named(arguments.text(at, "test"), 0).holds(tested, rest(arguments, at + 1), budget)
                    : Values.isTrue(tested);
            if (holds == wanted) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static Arguments rest(Arguments arguments, int from) {
        return new Arguments(
                arguments.positional().subList(Math.min(from, arguments.count()), arguments.count()),
                arguments.named());
    }
}
