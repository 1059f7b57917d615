package org.rlvr4j.verifiers.code.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ValueEqualityProperties {

    private static final EqualityOptions EXACT = new EqualityOptions(0, 0, false);
    private static final EqualityOptions USUAL = new EqualityOptions(1e-9, 1e-12, false);
    private static final EqualityOptions STRICT = new EqualityOptions(0, 0, true);

    @Provide
    Arbitrary<Value> values() {
        return Values.any();
    }

    @Property
    void everyValueEqualsItself(@ForAll("values") Value value) {
        assertEquals(true, ValueEquality.equal(value, value, EXACT, true));
        assertEquals(true, ValueEquality.equal(value, value, STRICT, false));
    }

    @Property
    void strictEqualityIsFinerThanExactAndExactThanNear(@ForAll("values") Value a, @ForAll("values") Value b) {
        if (ValueEquality.equal(a, b, STRICT, true)) {
            assertEquals(true, ValueEquality.equal(a, b, EXACT, true));
        }
        if (ValueEquality.equal(a, b, EXACT, true)) {
            assertEquals(true, ValueEquality.equal(a, b, USUAL, true));
        }
    }

    @Property
    void theOrderOfASetDoesNotCountAndThatOfAListDoes(@ForAll("values") Value a, @ForAll long seed) {
        List<Value> items = List.of(a, Value.integer(1), Value.text("x"), new Value.Real(0.5));
        List<Value> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(
                true,
                ValueEquality.equal(
                        new Value.Unordered(false, items), new Value.Unordered(true, shuffled), USUAL, true));
        assertEquals(
                inOrder(items, shuffled),
                ValueEquality.equal(Value.list(items), new Value.Sequence(true, shuffled), EXACT, true));
    }

    private static boolean inOrder(List<Value> a, List<Value> b) {
        boolean same = true;
        for (int i = 0; i < a.size(); i++) {
            same &= ValueEquality.equal(a.get(i), b.get(i), EXACT, true);
        }
        return same;
    }

    @Example
    void numbersCompareAsInPython() {
        equal(true, Value.integer(1), new Value.Real(1));
        equal(true, Value.integer(1), new Value.Bool(true));
        equal(true, new Value.Real(0), new Value.Real(-0.0));
        equal(true, new Value.Real(Double.NaN), new Value.Real(Double.NaN));
        equal(false, new Value.Real(Double.NaN), Value.NULL);
        equal(false, Value.integer(1), Value.text("1"));
        equal(false, Value.integer(0), Value.NULL);
        equal(true, new Value.Real(0.3), new Value.Real(0.1 + 0.2));
        equal(false, new Value.Real(1), new Value.Real(1.00001));
        equal(true, Value.integer(2), new Value.Complex(2, 0));
        equal(false, new Value.Real(Double.POSITIVE_INFINITY), new Value.Real(Double.MAX_VALUE));
        assertEquals(false, ValueEquality.equal(Value.integer(1), new Value.Bool(true), USUAL, false));
        assertEquals(false, ValueEquality.equal(Value.integer(1), new Value.Real(1), STRICT, true));
    }

    @Example
    void integersHaveNoTolerance() {
        BigInteger large = BigInteger.TEN.pow(30);
        equal(false, new Value.Int(large), new Value.Int(large.add(BigInteger.ONE)));
        equal(true, new Value.Int(large), new Value.Int(large));
    }

    @Example
    void containersKeepApartWhatJsonCanTell() {
        Value one = Value.integer(1);
        equal(true, Value.list(List.of(one)), new Value.Sequence(true, List.of(one)));
        equal(false, Value.list(List.of(one)), new Value.Unordered(false, List.of(one)));
        equal(false, Value.list(List.of()), Value.NULL);
        Value text = new Value.Mapping(false, List.of(new Value.Entry(Value.text("1"), one)));
        Value number = new Value.Mapping(false, List.of(new Value.Entry(one, one)));
        equal(true, text, number);
        equal(false, number, text);
        assertEquals(false, ValueEquality.equal(text, number, STRICT, true));
    }

    @Example
    void aKeyThatIsNamedTwiceIsTwoEntries() {
        Value.Entry one = new Value.Entry(Value.NULL, Value.integer(1));
        Value.Entry two = new Value.Entry(Value.NULL, Value.integer(2));
        Value both = new Value.Mapping(true, List.of(one, two));
        equal(true, both, new Value.Mapping(true, List.of(two, one)));
        equal(false, both, new Value.Mapping(true, List.of(two, two)));
        equal(false, new Value.Mapping(true, List.of(two, two)), both);
    }

    @Example
    void nothingEqualsAReference() {
        Value handle = new Value.Handle(Value.Handle.Owner.CANDIDATE, Value.Handle.Kind.OBJECT, 1, "X");
        equal(false, handle, handle);
    }

    private static void equal(boolean expected, Value a, Value b) {
        assertEquals(expected, ValueEquality.equal(a, b, USUAL, true), a + " and " + b);
    }
}
