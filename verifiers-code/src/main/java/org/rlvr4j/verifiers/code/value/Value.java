package org.rlvr4j.verifiers.code.value;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** A plain value: data without behaviour. Nothing that a program does to its own objects reaches beyond its process. */
public sealed interface Value {

    /**
     * Nothing: {@code None}, {@code null}, {@code undefined}.
     *
     * @param undefined whether it is JavaScript's {@code undefined}
     */
    record Null(boolean undefined) implements Value {}

    /**
     * A truth value.
     *
     * @param value true or false
     */
    record Bool(boolean value) implements Value {}

    /**
     * An integer of any size.
     *
     * @param value the number
     */
    record Int(BigInteger value) implements Value {}

    /**
     * A binary floating-point number; NaN, infinities and −0.0 included.
     *
     * @param value the number
     */
    record Real(double value) implements Value {}

    /**
     * A complex number.
     *
     * @param real its real part
     * @param imaginary its imaginary part
     */
    record Complex(double real, double imaginary) implements Value {}

    /**
     * A text; lone surrogates are kept.
     *
     * @param value its UTF-16 code units
     */
    record Text(String value) implements Value {}

    /**
     * Bytes.
     *
     * @param value the bytes
     */
    record Bytes(byte[] value) implements Value {
        /** Copies. */
        public Bytes {
            value = value.clone();
        }

        @Override
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /**
     * A list, an array or a tuple.
     *
     * @param tuple whether it is a tuple
     * @param items its elements in order
     */
    record Sequence(boolean tuple, List<Value> items) implements Value {
        /** Copies. */
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A set; the order of its elements has no meaning.
     *
     * @param frozen whether it is Python's {@code frozenset}
     * @param items its elements
     */
    record Unordered(boolean frozen, List<Value> items) implements Value {
        /** Copies. */
        public Unordered {
            items = List.copyOf(items);
        }
    }

    /**
     * A dictionary or object, in insertion order.
     *
     * @param map whether it is JavaScript's {@code Map}
     * @param entries its entries
     */
    record Mapping(boolean map, List<Entry> entries) implements Value {
        /** Copies. */
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One entry of a mapping.
     *
     * @param key its key
     * @param value its value
     */
    record Entry(Value key, Value value) {}

    /**
     * A value of a well-known type of a standard library, such as {@code decimal.Decimal}.
     *
     * @param type its name
     * @param parts what it is made of
     */
    record Known(String type, List<Value> parts) implements Value {
        /** Copies. */
        public Known {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A reference to an object or function that stays in its process.
     *
     * @param owner who has it
     * @param kind what it is
     * @param id its number in its process
     * @param type the name of its class
     */
    record Handle(Owner owner, Kind kind, long id, String type) implements Value {

        /** The process that an object lives in. */
        public enum Owner {
            /** The program under test. */
            CANDIDATE,
            /** The tester. */
            TESTER
        }

        /** What a reference refers to. */
        public enum Kind {
            /** Any object. */
            OBJECT,
            /** Something to be called. */
            CALLABLE,
            /** Something that gives one element after another. */
            ITERATOR
        }
    }

    /** The value of {@code None} and {@code null}. */
    Null NULL = new Null(false);

    /**
     * Wraps a text.
     *
     * @param text any
     * @return the value
     */
    static Text text(String text) {
        return new Text(text);
    }

    /**
     * Wraps an integer.
     *
     * @param value any
     * @return the value
     */
    static Int integer(long value) {
        return new Int(BigInteger.valueOf(value));
    }

    /**
     * Makes a list.
     *
     * @param items its elements
     * @return the value
     */
    static Sequence list(List<Value> items) {
        return new Sequence(false, items);
    }
}
