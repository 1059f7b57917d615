package org.rlvr4j.runtime.gpu.internal.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Python does with values. They are text, {@link Long}, {@link Double}, {@link Boolean}, null, {@link List}, {@link Map}
 * by text, {@link Callable} and {@link Undefined}.
 */
final class Values {

    private static final int MAX_POWER = 64;

    private Values() {}

    static boolean isTrue(@Nullable Object value) {
        if (value == null || value instanceof Undefined) {
            return false;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return !(value instanceof Number number) || number.doubleValue() != 0;
    }

    static String kind(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Undefined undefined) {
            return "the undefined " + undefined.name();
        }
        if (value instanceof Boolean) {
            return "a truth value";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        return value instanceof Map<?, ?> ? "a mapping" : "a function";
    }

    /** What a value is as text: Python's {@code str}. */
    static String text(@Nullable Object value, Budget budget) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Undefined) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        represent(value, text, budget);
        return text.toString();
    }

    private static void represent(@Nullable Object value, StringBuilder to, Budget budget) {
        budget.step();
        budget.characters(to.length() / 64);
        if (to.length() > Budget.MAX_CHARACTERS) {
            budget.characters(to.length());
        }
        if (value == null) {
            to.append("None");
        } else if (value instanceof Boolean truth) {
            to.append(truth ? "True" : "False");
        } else if (value instanceof Double real) {
            to.append(real(real));
        } else if (value instanceof String text) {
            quoted(text, to);
        } else if (value instanceof List<?> list) {
            to.append('[');
            for (int i = 0; i < list.size(); i++) {
                to.append(i == 0 ? "" : ", ");
                represent(list.get(i), to, budget);
            }
            to.append(']');
        } else if (value instanceof Map<?, ?> map) {
            to.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                to.append(separator);
                represent(entry.getKey(), to, budget);
                to.append(": ");
                represent(entry.getValue(), to, budget);
                separator = ", ";
            }
            to.append('}');
        } else if (value instanceof Callable || value instanceof Undefined) {
            throw new TemplateException("cannot write " + kind(value));
        } else {
            to.append(value);
        }
    }

    private static void quoted(String text, StringBuilder to) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        to.append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> to.append("\\n");
                case '\t' -> to.append("\\t");
                case '\r' -> to.append("\\r");
                case '\\' -> to.append("\\\\");
                default -> to.append(c == quote ? "\\" : "").append(c);
            }
        }
        to.append(quote);
    }

    /** A float as Python writes it, for the sizes that templates have. */
    static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
            String[] parts = Double.toString(value).split("E");
            String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
            int exponent = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return digits + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                    + Math.abs(exponent);
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    /** The elements of a list, the keys of a mapping, the characters of a text. */
    static List<@Nullable Object> elements(@Nullable Object value, Budget budget) {
        List<@Nullable Object> elements = new ArrayList<>();
        if (value instanceof List<?> list) {
            elements.addAll(list);
        } else if (value instanceof Map<?, ?> map) {
            elements.addAll(map.keySet());
        } else if (value instanceof String text) {
            budget.elements(text.length());
            text.codePoints().forEach(c -> elements.add(Character.toString(c)));
        } else if (!(value instanceof Undefined)) {
            throw new TemplateException(kind(value) + " has no elements");
        }
        budget.elements(elements.size());
        return elements;
    }

    static boolean equal(@Nullable Object left, @Nullable Object right, Budget budget) {
        if (left instanceof Undefined && right instanceof Undefined) {
            return true;
        }
        Object a = number(left);
        Object b = number(right);
        if (a instanceof Number x && b instanceof Number y) {
            return (x instanceof Long && y instanceof Long) ? x.equals(y) : x.doubleValue() == y.doubleValue();
        }
        if (a instanceof String x && b instanceof String y) {
            budget.characters(Math.min(x.length(), y.length()));
            return x.equals(y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return x.size() == y.size() && equalElements(x, y, budget);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet())
                    && x.keySet().stream().allMatch(key -> equal(x.get(key), y.get(key), budget));
        }
        return a == b;
    }

    private static boolean equalElements(List<?> left, List<?> right, Budget budget) {
        for (int i = 0; i < left.size(); i++) {
            budget.step();
            if (!equal(left.get(i), right.get(i), budget)) {
                return false;
            }
        }
        return true;
    }

    /** Python's truth values are numbers. */
    private static @Nullable Object number(@Nullable Object value) {
        return value instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : value;
    }

    static int compare(@Nullable Object left, @Nullable Object right) {
        Object a = number(left);
        Object b = number(right);
        if (a instanceof Long x && b instanceof Long y) {
            return x.compareTo(y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        throw new TemplateException("cannot order " + kind(left) + " and " + kind(right));
    }

    static boolean contains(@Nullable Object container, @Nullable Object value, Budget budget) {
        if (container instanceof String text && value instanceof String part) {
            budget.search(text.length(), part.length());
            return text.contains(part);
        }
        if (container instanceof Map<?, ?> map) {
            return map.containsKey(value);
        }
        if (container instanceof List<?> list) {
            return list.stream().anyMatch(element -> equal(element, value, budget));
        }
        if (container instanceof Undefined) {
            return false;
        }
        throw new TemplateException("cannot look for " + kind(value) + " in " + kind(container));
    }

    /** Applies an arithmetic operator. */
    static Object arithmetic(String operator, @Nullable Object left, @Nullable Object right, Budget budget) {
        if (left instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (operator.equals("+") && left instanceof String a && right instanceof String b) {
            budget.characters((long) a.length() + b.length());
            return a + b;
        }
        if (operator.equals("+") && left instanceof List<?> a && right instanceof List<?> b) {
            budget.elements((long) a.size() + b.size());
            List<@Nullable Object> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }
        if (operator.equals("*") && left instanceof String text && right instanceof Long times) {
            long count = Math.max(0, times);
            budget.characters(text.isEmpty() ? 0 : saturated(count, text.length()));
            return text.isEmpty() ? "" : text.repeat((int) count);
        }
        Object a = number(left);
        Object b = number(right);
        if (a instanceof Long x && b instanceof Long y) {
            return whole(operator, x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return real(operator, x.doubleValue(), y.doubleValue());
        }
        throw new TemplateException("cannot calculate " + kind(left) + " " + operator + " " + kind(right));
    }

    private static long saturated(long count, long length) {
        return count > Budget.MAX_CHARACTERS ? Long.MAX_VALUE : count * length;
    }

    private static Object whole(String operator, long x, long y) {
        try {
            return switch (operator) {
                case "+" -> Math.addExact(x, y);
                case "-" -> Math.subtractExact(x, y);
                case "*" -> Math.multiplyExact(x, y);
                case "//" -> Math.floorDiv(x, y);
                case "%" -> Math.floorMod(x, y);
                case "**" -> power(x, y);
                default -> real(operator, (double) x, (double) y);
            };
        } catch (ArithmeticException e) {
            throw new TemplateException("cannot calculate " + x + " " + operator + " " + y + ": " + e.getMessage());
        }
    }

    private static Object power(long x, long y) {
        if (y < 0 || y > MAX_POWER) {
            return Math.pow((double) x, (double) y);
        }
        long power = 1;
        for (long i = 0; i < y; i++) {
            power = Math.multiplyExact(power, x);
        }
        return power;
    }

    private static double real(String operator, double x, double y) {
        if (y == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
            throw new TemplateException("division by zero");
        }
        return switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            case "/" -> x / y;
            case "//" -> Math.floor(x / y);
            case "%" -> x - y * Math.floor(x / y);
            default -> Math.pow(x, y);
        };
    }

    /** A key of a mapping, or an element by its position, from the end where it is negative. */
    static @Nullable Object item(@Nullable Object value, @Nullable Object key) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (value instanceof Map<?, ?> map && map.containsKey(key)) {
            return map.get(key);
        }
        if (key instanceof Long index) {
            int size = value instanceof List<?> list ? list.size() : value instanceof String text ? text.length() : 0;
            long at = index < 0 ? index + size : index;
            if (at >= 0 && at < size) {
                return value instanceof List<?> list
                        ? list.get((int) at)
                        : String.valueOf(String.valueOf(value).charAt((int) at));
            }
        }
        return new Undefined("the element " + (key instanceof String || key instanceof Long ? key : kind(key)) + " of "
                + kind(value));
    }

    /** Python's {@code value[from:to:step]}; a part that is missing is null. */
    static Object slice(
            @Nullable Object value, @Nullable Object from, @Nullable Object to, @Nullable Object by, Budget budget) {
        int size = value instanceof List<?> list ? list.size() : value instanceof String text ? text.length() : -1;
        if (size < 0) {
            throw new TemplateException("cannot cut " + kind(value));
        }
        long step = by == null ? 1 : position(by);
        if (step == 0) {
            throw new TemplateException("the step of a slice is 0");
        }
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? size : size - 1L;
        long start = from == null ? (step > 0 ? low : high) : bound(position(from), size, low, high);
        long stop = to == null ? (step > 0 ? high : low) : bound(position(to), size, low, high);
        List<@Nullable Object> elements = new ArrayList<>();
        StringBuilder characters = new StringBuilder();
        // a step may be huge; no index is beyond the range by more than one
        for (long i = start;
                step > 0 ? i < stop : i > stop;
                i = Math.max(-1, Math.min(size, i + bounded(step, size)))) {
            budget.step();
            if (value instanceof List<?> list) {
                elements.add(list.get((int) i));
            } else {
                characters.append(String.valueOf(value).charAt((int) i));
            }
        }
        return value instanceof String ? characters.toString() : elements;
    }

    private static long bounded(long step, int size) {
        return Math.max(-size - 1L, Math.min(size + 1L, step));
    }

    private static long position(Object value) {
        if (value instanceof Long index) {
            return index;
        }
        throw new TemplateException("a slice needs whole numbers, got " + kind(value));
    }

    private static long bound(long index, int size, long low, long high) {
        return Math.max(low, Math.min(high, index < 0 ? index + size : index));
    }
}
