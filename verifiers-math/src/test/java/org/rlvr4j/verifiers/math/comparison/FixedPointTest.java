package org.rlvr4j.verifiers.math.comparison;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Digits of constants from published tables (OEIS A000796, A001113, A002162, A049469, A049470). */
class FixedPointTest {

    private static void assertClose(String expected, BigDecimal actual, int digits) {
        BigDecimal error = new BigDecimal(expected).subtract(actual).abs();
        assertTrue(error.compareTo(BigDecimal.ONE.movePointLeft(digits)) < 0, () -> actual + " for " + expected);
    }

    @Test
    void constantsHaveTheirDigits() {
        FixedPoint functions = new FixedPoint(80);
        assertClose(
                "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899",
                functions.pi(),
                79);
        assertClose(
                "2.71828182845904523536028747135266249775724709369995957496696762772407663035354759",
                functions.exp(BigDecimal.ONE),
                79);
        assertClose(
                "0.69314718055994530941723212145817656807550013436025525412068000949339362196969471",
                functions.ln(new BigDecimal(2)),
                79);
        assertClose(
                "0.84147098480789650665250232163029899962256306079837106567275170999191040439123966",
                functions.sin(BigDecimal.ONE),
                79);
        assertClose(
                "0.54030230586813971740093660744297660373231042061792222767009725538110039477447176",
                functions.cos(BigDecimal.ONE),
                79);
        assertClose(
                "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703",
                functions.sqrt(new BigDecimal(2)),
                79);
    }

    @Test
    void functionsAgreeWithDoublesAndUndoOneAnother() {
        FixedPoint functions = new FixedPoint(60);
        for (String text : new String[] {"0.001", "0.3", "0.9999", "1.0001", "2.5", "17", "123.456", "1e-30", "7e25"}) {
            BigDecimal x = new BigDecimal(text);
            double value = x.doubleValue();
            assertTrue(Math.abs(functions.ln(x).doubleValue() - Math.log(value))
                    <= 1e-14 * Math.max(1, Math.abs(Math.log(value))));
            BigDecimal root = functions.sqrt(x);
            assertTrue(root.multiply(root).subtract(x).abs().compareTo(x.movePointLeft(59)) < 0, text);
            if (value < 200 && value > 1e-20) {
                assertClose(text, functions.ln(functions.exp(x)), 58);
                assertTrue(Math.abs(functions.sin(x.negate()).doubleValue() + Math.sin(value)) < 1e-13, text);
                assertTrue(Math.abs(functions.cos(x).doubleValue() - Math.cos(value)) < 1e-13, text);
            }
        }
    }

    @Test
    void anglesAreInTheirQuadrants() {
        FixedPoint functions = new FixedPoint(40);
        for (int y = -3; y <= 3; y++) {
            for (int x = -3; x <= 3; x++) {
                if (x != 0 && y != 0) {
                    double angle = functions
                            .atan2(new BigDecimal(y), new BigDecimal(x))
                            .doubleValue();
                    assertTrue(Math.abs(angle - Math.atan2(y, x)) < 1e-14, y + ", " + x);
                }
            }
        }
    }
}
