package org.rlvr4j.verifiers.code.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.rlvr4j.verifiers.code.value.Value.Handle;

/**
 * Writes values as one line of JSON each, and reads them back.
 *
 * <p>{@code null}, booleans and strings stand for themselves, numbers without point are integers, and every array starts
 * with a tag: {@code ["l",…]} list, {@code ["t",…]} tuple, {@code ["s",…]} set, {@code ["z",…]} frozenset, {@code
 * ["d",k,v,…]} dictionary, {@code ["m",k,v,…]} JavaScript map, {@code ["f","1.5"]} float, {@code ["i","ff"]} large
 * integer in hexadecimal, {@code ["c","1.0","2.0"]} complex, {@code ["b","00ff"]} bytes, {@code ["u"]} undefined,
 * {@code ["k","decimal.Decimal",…]} a known type, {@code ["h",owner,kind,id,type]} a reference.
 *
 * <p>Reading is bounded: at most {@link #MAX_DEPTH} levels, {@link #MAX_ELEMENTS} elements, {@link #MAX_LENGTH}
 * characters.
 */
public final class ValueCodec {

    /** Deepest nesting. */
    public static final int MAX_DEPTH = 200;

    /** Most values in one value. */
    public static final int MAX_ELEMENTS = 1_000_000;

    /** Longest text of one value, in characters. */
    public static final int MAX_LENGTH = 16 << 20;

    private static final int MAX_HEX_DIGITS = 200_000;
    private static final BigInteger SAFE = BigInteger.ONE.shiftLeft(53);

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 8)
                    .maxStringLength(MAX_LENGTH)
                    .maxNumberLength(64)
                    .maxDocumentLength(MAX_LENGTH + 1024L)
                    .build())
            .build();

    private ValueCodec() {}

    /**
     * Opens a parser with this codec's bounds.
     *
     * @param line JSON
     * @return a parser before the first token
     * @throws IOException never for a string
     */
    public static JsonParser parser(String line) throws IOException {
        return JSON.createParser(line);
    }

    /**
     * Writes a value.
     *
     * @param value any
     * @return its JSON, in ASCII, without line ends
     */
    public static String encode(Value value) {
        StringBuilder out = new StringBuilder();
        encode(value, out);
        return out.toString();
    }

    /**
     * Writes a value at the end of a text.
     *
     * @param value any
     * @param out receives it
     */
    public static void encode(Value value, StringBuilder out) {
        if (value instanceof Value.Null nothing) {
            out.append(nothing.undefined() ? "[\"u\"]" : "null");
        } else if (value instanceof Value.Bool bool) {
            out.append(bool.value());
        } else if (value instanceof Value.Int integer) {
            encodeInteger(integer.value(), out);
        } else if (value instanceof Value.Real real) {
            out.append("[\"f\",\"").append(number(real.value())).append("\"]");
        } else if (value instanceof Value.Complex complex) {
            out.append("[\"c\",\"").append(number(complex.real())).append("\",\"");
            out.append(number(complex.imaginary())).append("\"]");
        } else if (value instanceof Value.Text text) {
            quote(text.value(), out);
        } else if (value instanceof Value.Bytes bytes) {
            out.append("[\"b\",\"")
                    .append(HexFormat.of().formatHex(bytes.value()))
                    .append("\"]");
        } else if (value instanceof Value.Sequence sequence) {
            encodeAll(sequence.tuple() ? "t" : "l", sequence.items(), out);
        } else if (value instanceof Value.Unordered set) {
            encodeAll(set.frozen() ? "z" : "s", set.items(), out);
        } else if (value instanceof Value.Mapping mapping) {
            List<Value> flat = new ArrayList<>();
            mapping.entries().forEach(entry -> {
                flat.add(entry.key());
                flat.add(entry.value());
            });
            encodeAll(mapping.map() ? "m" : "d", flat, out);
        } else if (value instanceof Value.Known known) {
            List<Value> parts = new ArrayList<>();
            parts.add(Value.text(known.type()));
            parts.addAll(known.parts());
            encodeAll("k", parts, out);
        } else if (value instanceof Handle handle) {
            out.append("[\"h\",\"")
                    .append(lower(handle.owner()))
                    .append("\",\"")
                    .append(lower(handle.kind()));
            out.append("\",").append(handle.id()).append(',');
            quote(handle.type(), out);
            out.append(']');
        }
    }

    private static void encodeInteger(BigInteger integer, StringBuilder out) {
        if (integer.abs().compareTo(SAFE) < 0) {
            out.append(integer);
        } else {
            out.append("[\"i\",\"").append(integer.toString(16)).append("\"]");
        }
    }

    private static void encodeAll(String tag, List<Value> items, StringBuilder out) {
        out.append("[\"").append(tag).append('"');
        for (Value item : items) {
            out.append(',');
            encode(item, out);
        }
        out.append(']');
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return Double.toString(value);
    }

    /**
     * Writes a JSON string in ASCII.
     *
     * @param text any, lone surrogates included
     * @param out receives it
     */
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        out.append('"');
    }

    /**
     * Reads a value.
     *
     * @param line its JSON
     * @return the value
     * @throws ValueException if it is none, or larger than the bounds
     */
    public static Value decode(String line) throws ValueException {
        try (JsonParser parser = parser(line)) {
            parser.nextToken();
            Value value = decode(parser);
            if (parser.nextToken() != null) {
                throw new ValueException("more follows a value");
            }
            return value;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads the value that starts at a parser's current token and leaves the parser at its last.
     *
     * @param parser at the value's first token
     * @return the value
     * @throws ValueException if it is none, or larger than the bounds
     */
    public static Value decode(JsonParser parser) throws ValueException {
        try {
            return new Reading(parser).value(0);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Says why JSON could not be read, without quoting it.
     *
     * @param cause the parser's complaint
     * @return the exception
     */
    public static ValueException unreadable(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        int end = message.indexOf('\n');
        return new ValueException("not readable: " + (end < 0 ? message : message.substring(0, end)), cause);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** One reading, which counts elements. */
    private static final class Reading {

        private final JsonParser parser;
        private int elements;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        Value value(int depth) throws IOException, ValueException {
            if (depth > MAX_DEPTH) {
                throw new ValueException("a value is nested deeper than " + MAX_DEPTH + " levels");
            }
            if (++elements > MAX_ELEMENTS) {
                throw new ValueException("a value has more than " + MAX_ELEMENTS + " elements");
            }
            JsonToken token = parser.currentToken();
            if (token == null) {
                throw new ValueException("a value is missing");
            }
            return switch (token) {
                case VALUE_NULL -> Value.NULL;
                case VALUE_TRUE -> new Value.Bool(true);
                case VALUE_FALSE -> new Value.Bool(false);
                case VALUE_STRING -> new Value.Text(parser.getText());
                case VALUE_NUMBER_INT -> new Value.Int(parser.getBigIntegerValue());
                case START_ARRAY -> tagged(depth);
                default -> throw new ValueException("a value cannot start with " + token);
            };
        }

        private Value tagged(int depth) throws IOException, ValueException {
            String tag = string();
            Value value = switch (tag) {
                case "u" -> new Value.Null(true);
                case "f" -> new Value.Real(real(string()));
                case "c" -> new Value.Complex(real(string()), real(string()));
                case "i" -> new Value.Int(hexadecimal(string()));
                case "b" -> bytes(string());
                case "h" -> handle();
                default -> null;
            };
            if (value != null) {
                if (parser.nextToken() != JsonToken.END_ARRAY) {
                    throw new ValueException("a value with tag " + tag + " has too many parts");
                }
                return value;
            }
            return container(tag, depth);
        }

        private Value container(String tag, int depth) throws IOException, ValueException {
            String type = tag.equals("k") ? string() : "";
            List<Value> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(depth + 1));
            }
            return switch (tag) {
                case "l" -> new Value.Sequence(false, items);
                case "t" -> new Value.Sequence(true, items);
                case "s" -> new Value.Unordered(false, items);
                case "z" -> new Value.Unordered(true, items);
                case "d" -> new Value.Mapping(false, entries(items));
                case "m" -> new Value.Mapping(true, entries(items));
                case "k" -> new Value.Known(type, items);
                default -> throw new ValueException("a value has an unknown tag");
            };
        }

        private static List<Value.Entry> entries(List<Value> flat) throws ValueException {
            if (flat.size() % 2 != 0) {
                throw new ValueException("a mapping has a key without a value");
            }
            List<Value.Entry> entries = new ArrayList<>(flat.size() / 2);
            for (int i = 0; i < flat.size(); i += 2) {
                entries.add(new Value.Entry(flat.get(i), flat.get(i + 1)));
            }
            return entries;
        }

        private Handle handle() throws IOException, ValueException {
            Handle.Owner owner = constant(Handle.Owner.values(), string());
            Handle.Kind kind = constant(Handle.Kind.values(), string());
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new ValueException("a reference needs a number");
            }
            return new Handle(owner, kind, parser.getLongValue(), string());
        }

        private static <T extends Enum<T>> T constant(T[] constants, String name) throws ValueException {
            for (T constant : constants) {
                if (lower(constant).equals(name)) {
                    return constant;
                }
            }
            throw new ValueException("a reference names an unknown kind");
        }

        private String string() throws IOException, ValueException {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw new ValueException("a tagged value needs a string");
            }
            return parser.getText();
        }

        private static double real(String text) throws ValueException {
            return switch (text) {
                case "nan", "NaN" -> Double.NaN;
                case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> finite(text);
            };
        }

        private static double finite(String text) throws ValueException {
            if (text.length() > 64) {
                throw new ValueException("a number has too many digits");
            }
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new ValueException("a number cannot be read", e);
            }
        }

        private static BigInteger hexadecimal(String text) throws ValueException {
            if (text.length() > MAX_HEX_DIGITS) {
                throw new ValueException("an integer has more than " + MAX_HEX_DIGITS + " hexadecimal digits");
            }
            try {
                return new BigInteger(text, 16);
            } catch (NumberFormatException e) {
                throw new ValueException("an integer cannot be read", e);
            }
        }

        private static Value.Bytes bytes(String text) throws ValueException {
            try {
                return new Value.Bytes(HexFormat.of().parseHex(text));
            } catch (IllegalArgumentException e) {
                throw new ValueException("bytes cannot be read", e);
            }
        }
    }
}
