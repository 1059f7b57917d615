package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code dict} that templates call; none changes it. */
final class Mappings {

    private Mappings() {}

    /** The method of a mapping by name; null where there is none. */
    static @Nullable Callable method(Map<?, ?> map, String name) {
        return switch (name) {
            case "items" -> (scope, arguments) -> items(map, scope.budget());
            case "keys" -> (scope, arguments) -> Values.elements(map, scope.budget());
            case "values" -> (scope, arguments) -> Values.elements(new ArrayList<>(map.values()), scope.budget());
            case "get" ->
                (scope, arguments) -> {
                    Object key = arguments.require(0, "key");
                    return map.containsKey(key) ? map.get(key) : arguments.get(1, "default", null);
                };
            default -> null;
        };
    }

    static List<@Nullable Object> items(Map<?, ?> map, Budget budget) {
        budget.elements(map.size());
        List<@Nullable Object> items = new ArrayList<>();
        map.forEach((key, value) -> {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(key);
            pair.add(value);
            items.add(pair);
        });
        return items;
    }
}
