package org.rlvr4j.verifiers.math.expression;

import java.util.List;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity.UnitPower;

/** Writes a value with its unit. */
final class UnitWriter {

    private UnitWriter() {}

    static String write(String value, List<UnitPower> unit) {
        boolean degree = unit.size() == 1 && unit.get(0).unit().equals("degree");
        if (degree && unit.get(0).power().equals(Rational.of(1))) {
            return value + "^\\circ ";
        }
        StringBuilder text = new StringBuilder(value);
        for (int index = 0; index < unit.size(); index++) {
            UnitPower power = unit.get(index);
            text.append(index == 0 ? "\\text{ " : " \\cdot \\text{")
                    .append(power.unit())
                    .append('}');
            if (!power.power().equals(Rational.of(1))) {
                text.append("^{").append(power.power()).append('}');
            }
        }
        return text.toString();
    }
}
