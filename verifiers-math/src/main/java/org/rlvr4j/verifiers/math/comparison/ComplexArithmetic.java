package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Complex arithmetic and elementary functions by their principal branches, on any {@link Reals}.
 *
 * @param <R> the type of the parts
 */
final class ComplexArithmetic<R> {

    private final Reals<R> reals;
    private final R zero;
    private final R one;
    private final R half;
    private final Complex<R> complexOne;
    private final Complex<R> imaginaryUnit;

    ComplexArithmetic(Reals<R> reals) {
        this.reals = reals;
        this.zero = reals.of(Rational.of(0));
        this.one = reals.of(Rational.of(1));
        this.half = reals.of(new Rational(BigInteger.ONE, BigInteger.TWO));
        this.complexOne = new Complex<>(one, zero);
        this.imaginaryUnit = new Complex<>(zero, one);
    }

    Reals<R> reals() {
        return reals;
    }

    Complex<R> one() {
        return complexOne;
    }

    Complex<R> i() {
        return imaginaryUnit;
    }

    Complex<R> real(R value) {
        return new Complex<>(value, zero);
    }

    Complex<R> of(Rational value) {
        return real(reals.of(value));
    }

    Complex<R> of(long value) {
        return of(Rational.of(value));
    }

    boolean isReal(Complex<R> a) {
        return reals.isExactZero(a.im());
    }

    /** Returns a real number; undefined where the imaginary part is not zero. */
    R requireReal(Complex<R> a) {
        if (reals.sign(a.im()) != 0) {
            throw Halt.UNDEFINED;
        }
        return a.re();
    }

    Complex<R> add(Complex<R> a, Complex<R> b) {
        return new Complex<>(reals.add(a.re(), b.re()), plus(a.im(), b.im()));
    }

    private R plus(R a, R b) {
        return reals.isExactZero(a) ? b : reals.isExactZero(b) ? a : reals.add(a, b);
    }

    private R minus(R a, R b) {
        return reals.add(a, reals.negate(b));
    }

    Complex<R> negate(Complex<R> a) {
        return new Complex<>(reals.negate(a.re()), isReal(a) ? zero : reals.negate(a.im()));
    }

    Complex<R> subtract(Complex<R> a, Complex<R> b) {
        return add(a, negate(b));
    }

    Complex<R> multiply(Complex<R> a, Complex<R> b) {
        if (isReal(a)) {
            return isReal(b) ? real(reals.multiply(a.re(), b.re())) : scale(b, a.re());
        }
        if (isReal(b)) {
            return scale(a, b.re());
        }
        return new Complex<>(
                minus(reals.multiply(a.re(), b.re()), reals.multiply(a.im(), b.im())),
                reals.add(reals.multiply(a.re(), b.im()), reals.multiply(a.im(), b.re())));
    }

    private Complex<R> scale(Complex<R> a, R factor) {
        return new Complex<>(reals.multiply(a.re(), factor), reals.multiply(a.im(), factor));
    }

    Complex<R> divide(Complex<R> a, Complex<R> b) {
        if (isReal(b)) {
            return isReal(a)
                    ? real(reals.divide(a.re(), b.re()))
                    : new Complex<>(reals.divide(a.re(), b.re()), reals.divide(a.im(), b.re()));
        }
        R square = squaredModulus(b);
        Complex<R> product = multiply(a, conjugate(b));
        return new Complex<>(reals.divide(product.re(), square), reals.divide(product.im(), square));
    }

    Complex<R> conjugate(Complex<R> a) {
        return new Complex<>(a.re(), isReal(a) ? zero : reals.negate(a.im()));
    }

    private R squaredModulus(Complex<R> a) {
        return reals.add(reals.multiply(a.re(), a.re()), reals.multiply(a.im(), a.im()));
    }

    R modulus(Complex<R> a) {
        if (isReal(a)) {
            return reals.abs(a.re());
        }
        return reals.isExactZero(a.re()) ? reals.abs(a.im()) : reals.sqrt(squaredModulus(a));
    }

    R argument(Complex<R> a) {
        if (isReal(a)) {
            return switch (reals.sign(a.re())) {
                case 1 -> zero;
                case -1 -> reals.pi();
                default -> throw Halt.UNDEFINED;
            };
        }
        return reals.atan2(a.im(), a.re());
    }

    Complex<R> integerPower(Complex<R> base, int exponent) {
        if (exponent < 0) {
            return divide(complexOne, integerPower(base, -exponent));
        }
        Complex<R> result = complexOne;
        Complex<R> square = base;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = multiply(result, square);
            }
            if (rest > 1) {
                square = multiply(square, square);
            }
        }
        return result;
    }

    Complex<R> sqrt(Complex<R> a) {
        if (isReal(a)) {
            return reals.sign(a.re()) >= 0
                    ? real(reals.sqrt(a.re()))
                    : new Complex<>(zero, reals.sqrt(reals.negate(a.re())));
        }
        if (reals.isExactZero(a.re())) {
            return sqrtByRealPart(a, reals.abs(a.im()));
        }
        if (reals.sign(a.re()) > 0) {
            return sqrtByRealPart(a, modulus(a));
        }
        int side = reals.sign(a.im());
        if (side == 0) {
            return sqrt(real(a.re()));
        }
        R v = reals.sqrt(reals.multiply(half, minus(modulus(a), a.re())));
        R signed = side > 0 ? v : reals.negate(v);
        return new Complex<>(reals.divide(reals.multiply(half, a.im()), signed), signed);
    }

    private Complex<R> sqrtByRealPart(Complex<R> a, R modulus) {
        R u = reals.sqrt(reals.multiply(half, reals.add(modulus, a.re())));
        return new Complex<>(u, reals.divide(reals.multiply(half, a.im()), u));
    }

    Complex<R> exp(Complex<R> a) {
        R size = reals.exp(a.re());
        return isReal(a)
                ? real(size)
                : new Complex<>(reals.multiply(size, reals.cos(a.im())), reals.multiply(size, reals.sin(a.im())));
    }

    Complex<R> ln(Complex<R> a) {
        if (isReal(a)) {
            int sign = reals.sign(a.re());
            if (sign == 0) {
                throw Halt.UNDEFINED;
            }
            return new Complex<>(reals.ln(reals.abs(a.re())), sign > 0 ? zero : reals.pi());
        }
        if (reals.sign(squaredModulus(a)) == 0) {
            throw Halt.UNDEFINED;
        }
        return new Complex<>(reals.multiply(half, reals.ln(squaredModulus(a))), branchAngle(a));
    }

    private R branchAngle(Complex<R> a) {
        if (reals.isExactZero(a.re()) || reals.sign(a.re()) > 0) {
            return reals.atan2(a.im(), a.re());
        }
        return reals.sign(a.im()) == 0 ? reals.pi() : reals.atan2(a.im(), a.re());
    }

    Complex<R> power(Complex<R> base, Complex<R> exponent) {
        if (isReal(base) && reals.sign(base.re()) == 0) {
            return powerOfZero(exponent);
        }
        return exp(multiply(exponent, ln(base)));
    }

    private Complex<R> powerOfZero(Complex<R> exponent) {
        return switch (reals.sign(requireReal(exponent))) {
            case 1 -> of(0);
            case 0 -> complexOne;
            default -> throw Halt.UNDEFINED;
        };
    }

    Complex<R> sin(Complex<R> a) {
        return isReal(a)
                ? real(reals.sin(a.re()))
                : new Complex<>(
                        reals.multiply(reals.sin(a.re()), realCosh(a.im())),
                        reals.multiply(reals.cos(a.re()), realSinh(a.im())));
    }

    Complex<R> cos(Complex<R> a) {
        return isReal(a)
                ? real(reals.cos(a.re()))
                : new Complex<>(
                        reals.multiply(reals.cos(a.re()), realCosh(a.im())),
                        reals.negate(reals.multiply(reals.sin(a.re()), realSinh(a.im()))));
    }

    private R realCosh(R a) {
        return reals.multiply(half, reals.add(reals.exp(a), reals.exp(reals.negate(a))));
    }

    private R realSinh(R a) {
        return reals.multiply(half, minus(reals.exp(a), reals.exp(reals.negate(a))));
    }

    Complex<R> sinh(Complex<R> a) {
        return of(half, subtract(exp(a), exp(negate(a))));
    }

    Complex<R> cosh(Complex<R> a) {
        return of(half, add(exp(a), exp(negate(a))));
    }

    private Complex<R> of(R factor, Complex<R> a) {
        return isReal(a) ? real(reals.multiply(factor, a.re())) : scale(a, factor);
    }

    Complex<R> arcsin(Complex<R> a) {
        if (isReal(a)) {
            R rest = minus(one, reals.multiply(a.re(), a.re()));
            if (reals.sign(rest) >= 0) {
                return real(reals.atan2(a.re(), reals.sqrt(rest)));
            }
        }
        Complex<R> root = sqrt(subtract(complexOne, multiply(a, a)));
        return negate(multiply(imaginaryUnit, ln(add(multiply(imaginaryUnit, a), root))));
    }

    Complex<R> arccos(Complex<R> a) {
        return subtract(real(reals.multiply(half, reals.pi())), arcsin(a));
    }

    Complex<R> arctan(Complex<R> a) {
        if (isReal(a)) {
            return real(reals.atan2(a.re(), one));
        }
        Complex<R> turned = multiply(imaginaryUnit, a);
        Complex<R> difference = subtract(ln(subtract(complexOne, turned)), ln(add(complexOne, turned)));
        return multiply(imaginaryUnit, of(half, difference));
    }

    Complex<R> arsinh(Complex<R> a) {
        return ln(add(a, sqrt(add(multiply(a, a), complexOne))));
    }

    Complex<R> arcosh(Complex<R> a) {
        return ln(add(a, multiply(sqrt(add(a, complexOne)), sqrt(subtract(a, complexOne)))));
    }

    Complex<R> artanh(Complex<R> a) {
        return of(half, subtract(ln(add(complexOne, a)), ln(subtract(complexOne, a))));
    }

    boolean disjoint(Complex<R> a, Complex<R> b) {
        return reals.disjoint(a.re(), b.re()) || reals.disjoint(a.im(), b.im());
    }

    /** Tells whether both numbers are so well known that an overlap counts as equality. */
    boolean isSharp(Complex<R> a, Complex<R> b) {
        R scale = size(a);
        return reals.isSharp(a.re(), scale)
                && reals.isSharp(a.im(), scale)
                && reals.isSharp(b.re(), scale)
                && reals.isSharp(b.im(), scale);
    }

    private R size(Complex<R> a) {
        return isReal(a) ? reals.abs(a.re()) : reals.add(reals.abs(a.re()), reals.abs(a.im()));
    }
}
