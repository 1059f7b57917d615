package org.rlvr4j.verifiers.code.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ValueCodecProperties {

    @Provide
    Arbitrary<Value> values() {
        return Values.any();
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("values") Value value) throws ValueException {
        String line = ValueCodec.encode(value);
        assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), "a line of visible ASCII: " + line);
        assertEquals(value, ValueCodec.decode(line));
    }

    @Property
    void anyTextIsAValueOrRefused(@ForAll String text) {
        try {
            ValueCodec.decode(text);
        } catch (ValueException e) {
            assertTrue(String.valueOf(e.getMessage()).length() < 1000);
        }
    }

    @Property
    void aTornLineIsRefused(@ForAll("values") Value value, @ForAll int cut) {
        String line = ValueCodec.encode(value);
        if (line.startsWith("[")) {
            int length = Math.floorMod(cut, line.length());
            assertThrows(ValueException.class, () -> ValueCodec.decode(line.substring(0, length)));
        }
    }

    @Example
    void integersFloatsAndTruthValuesStayApart() throws ValueException {
        assertEquals(Value.integer(1), ValueCodec.decode("1"));
        assertEquals(new Value.Real(1), ValueCodec.decode("[\"f\",\"1.0\"]"));
        assertEquals(new Value.Bool(true), ValueCodec.decode("true"));
        assertEquals(new Value.Real(-0.0), ValueCodec.decode(ValueCodec.encode(new Value.Real(-0.0))));
    }

    @Example
    void boundsHold() {
        String deep = "[\"l\",".repeat(250) + "1" + "]".repeat(250);
        assertThrows(ValueException.class, () -> ValueCodec.decode(deep));
        assertThrows(ValueException.class, () -> ValueCodec.decode("[".repeat(100_000)));
        String wide = "[\"l\"" + ",0".repeat(ValueCodec.MAX_ELEMENTS + 1) + "]";
        assertThrows(ValueException.class, () -> ValueCodec.decode(wide));
        assertThrows(ValueException.class, () -> ValueCodec.decode("1".repeat(1000)));
        assertThrows(ValueException.class, () -> ValueCodec.decode("[\"i\",\"" + "f".repeat(300_000) + "\"]"));
        assertThrows(ValueException.class, () -> ValueCodec.decode("[\"x\",1]"));
        assertThrows(ValueException.class, () -> ValueCodec.decode("{\"a\":1}"));
        assertThrows(ValueException.class, () -> ValueCodec.decode("1.5"));
        assertThrows(ValueException.class, () -> ValueCodec.decode("1 2"));
        assertThrows(ValueException.class, () -> ValueCodec.decode(""));
    }
}
