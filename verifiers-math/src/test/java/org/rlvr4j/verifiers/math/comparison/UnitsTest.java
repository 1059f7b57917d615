package org.rlvr4j.verifiers.math.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlvr4j.verifiers.math.expression.Units;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "cm, centimetre",
        "centimeters, centimetre",
        "Kilometres, kilometre",
        "km, kilometre",
        "mph, mile per hour",
        "miles per hour, mile per hour",
        "mL, millilitre",
        "ml, millilitre",
        "kWh, kilowatt hour",
        "feet, foot",
        "inches, inch",
        "hrs, hour",
        "min, minute",
        "°C, degree celsius",
        "$, dollar",
        "cents, cent",
        "μs, microsecond",
        "metric tons, tonne",
        "degrees, degree",
        "mW, milliwatt",
        "MW, megawatt"
    })
    void namesAreKnown(String written, String canonical) {
        assertEquals(Optional.of(canonical), Units.canonical(written));
        assertEquals(canonical, Units.find(canonical).orElseThrow().name());
    }

    @ParameterizedTest
    @CsvSource({"x", "dt", "apples", "KM", "ds", "''", "mm mm"})
    void otherLettersAreNone(String written) {
        assertEquals(Optional.empty(), Units.canonical(written));
    }

    @Test
    void countedNounsHaveNoEntry() {
        assertEquals(Optional.empty(), Units.find("apple"));
    }
}
