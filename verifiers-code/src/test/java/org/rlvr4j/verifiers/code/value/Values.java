package org.rlvr4j.verifiers.code.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random values. */
final class Values {

    private Values() {}

    static Arbitrary<Value> any() {
        Arbitrary<Value> leaf = Arbitraries.oneOf(
                Arbitraries.of(Value.NULL, new Value.Null(true), new Value.Bool(true), new Value.Bool(false)),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TWO.pow(200).negate(), BigInteger.TWO.pow(200))
                        .map(Value.Int::new),
                Arbitraries.doubles().map(Value.Real::new),
                Arbitraries.of(
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                -0.0,
                                0.1,
                                Double.MIN_VALUE)
                        .map(Value.Real::new),
                Combinators.combine(Arbitraries.doubles(), Arbitraries.doubles())
                        .as(Value.Complex::new),
                // lone surrogates included
                Arbitraries.strings()
                        .withCharRange('\0', '\uffff')
                        .ofMaxLength(10)
                        .map(Value.Text::new),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(8).map(Value.Bytes::new));
        return Arbitraries.recursive(() -> leaf, Values::around, 0, 3);
    }

    private static Arbitrary<Value> around(Arbitrary<Value> inner) {
        Arbitrary<List<Value>> lists = inner.list().ofMaxSize(4);
        return Arbitraries.oneOf(
                inner,
                lists.map(items -> new Value.Sequence(false, items)),
                lists.map(items -> new Value.Sequence(true, items)),
                lists.map(items -> new Value.Unordered(false, items)),
                lists.map(items -> new Value.Unordered(true, items)),
                lists.map(items -> new Value.Mapping(false, entries(items))),
                lists.map(items -> new Value.Mapping(true, entries(items))),
                lists.map(items -> new Value.Known("datetime.date", items)));
    }

    private static List<Value.Entry> entries(List<Value> items) {
        List<Value.Entry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            entries.add(new Value.Entry(items.get(i), items.get(i + 1)));
        }
        return entries;
    }
}
