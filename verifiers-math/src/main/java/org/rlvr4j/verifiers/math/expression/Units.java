package org.rlvr4j.verifiers.math.expression;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Units of measurement by their names and abbreviations, with dimension and exact scale. */
public final class Units {

    /** Name; dimension; scale; other ways to write it, and ~ where an s makes the plural of the name and of long words. */
    private static final String TABLE = """
            metre ; length ; 1 ; m meter ~
            inch ; length ; 127/5000 ; in in. ″ inches
            foot ; length ; 381/1250 ; ft ft. ′ feet
            yard ; length ; 1143/1250 ; yd yd. yds ~
            mile ; length ; 201168/125 ; mi mi. ~
            nautical mile ; length ; 1852 ; nmi ~
            light year ; length ; 9460730472580800 ; ly light-year lightyear ~
            angstrom ; length ; 1/10000000000 ; Å ~
            gram ; mass ; 1/1000 ; g gm gramme ~
            tonne ; mass ; 1000 ; t metric ton ~
            pound ; mass ; 45359237/100000000 ; lb lb. lbs lbs. ~
            ounce ; mass ; 45359237/1600000000 ; oz oz. ~
            ton ; mass ; 45359237/50000 ; ~
            stone ; mass ; 317514659/50000000 ;
            second ; time ; 1 ; s sec sec. secs ~
            minute ; time ; 60 ; min min. mins ~
            hour ; time ; 3600 ; h hr hr. hrs ~
            day ; time ; 86400 ; d ~
            week ; time ; 604800 ; wk wks ~
            fortnight ; time ; 1209600 ; ~
            month ; month ; 1 ; mo mos ~
            year ; month ; 12 ; yr yr. yrs ~
            decade ; month ; 120 ; ~
            century ; month ; 1200 ; centuries
            litre ; length^3 ; 1/1000 ; L l ℓ liter ~
            gallon ; length^3 ; 473176473/125000000000 ; gal gal. ~
            quart ; length^3 ; 473176473/500000000000 ; qt qt. qts ~
            pint ; length^3 ; 473176473/1000000000000 ; pt pt. ~
            cup ; length^3 ; 473176473/2000000000000 ; ~
            fluid ounce ; length^3 ; 473176473/16000000000000 ; fl-oz ~
            tablespoon ; length^3 ; 473176473/32000000000000 ; tbsp ~
            teaspoon ; length^3 ; 157725491/32000000000000 ; tsp ~
            cubic centimetre ; length^3 ; 1/1000000 ; cc
            hectare ; length^2 ; 10000 ; ha ~
            acre ; length^2 ; 316160658/78125 ; ~
            mile per hour ; length time^-1 ; 1397/3125 ; mph miles per hour
            kilometre per hour ; length time^-1 ; 5/18 ; kph kmh kmph
            knot ; length time^-1 ; 463/900 ; kn kt ~
            newton ; mass length time^-2 ; 1 ; N ~
            joule ; mass length^2 time^-2 ; 1 ; J ~
            calorie ; mass length^2 time^-2 ; 523/125 ; cal ~
            electronvolt ; mass length^2 time^-2 ; 801088317/5000000000000000000000000000 ; eV ~
            watt ; mass length^2 time^-3 ; 1 ; W ~
            watt hour ; mass length^2 time^-2 ; 3600 ; Wh ~
            pascal ; mass length^-1 time^-2 ; 1 ; Pa ~
            bar ; mass length^-1 time^-2 ; 100000 ;
            atmosphere ; mass length^-1 time^-2 ; 101325 ; atm ~
            hertz ; time^-1 ; 1 ; Hz
            revolution per minute ; time^-1 ; 1/60 ; rpm
            ampere ; current ; 1 ; A amp amps ~
            coulomb ; current time ; 1 ; C ~
            volt ; mass length^2 time^-3 current^-1 ; 1 ; V ~
            ohm ; mass length^2 time^-3 current^-2 ; 1 ; Ω Ω Omega ~
            farad ; mass^-1 length^-2 time^4 current^2 ; 1 ; F ~
            henry ; mass length^2 time^-2 current^-2 ; 1 ; henries
            tesla ; mass time^-2 current^-1 ; 1 ; T ~
            weber ; mass length^2 time^-2 current^-1 ; 1 ; Wb ~
            mole ; amount ; 1 ; mol ~
            candela ; luminosity ; 1 ; cd
            bit ; data ; 1 ; ~
            byte ; data ; 8 ; B ~
            kelvin ; kelvin ; 1 ; K
            degree celsius ; celsius ; 1 ; °C ℃ degrees celsius celsius centigrade degC
            degree fahrenheit ; fahrenheit ; 1 ; °F ℉ degrees fahrenheit fahrenheit degF
            degree ; angle ; 1 ; ° deg deg. ~
            arcminute ; angle ; 1/60 ; arcmin ~
            arcsecond ; angle ; 1/3600 ; arcsec ~
            radian ; radian ; 1 ; rad rads ~
            steradian ; steradian ; 1 ; sr ~
            revolution ; angle ; 360 ; rev revs ~
            dollar ; dollar ; 1 ; $ USD usd buck bucks ~
            cent ; dollar ; 1/100 ; ¢ ~
            euro ; euro ; 1 ; € EUR eur ~
            pound sterling ; sterling ; 1 ; £ GBP gbp pounds sterling quid
            penny ; sterling ; 1/100 ; pence
            yen ; yen ; 1 ; ¥ JPY jpy
            rupee ; rupee ; 1 ; ₹ Rs Rs. INR inr ~
            yuan ; yuan ; 1 ; RMB rmb CNY cny
            won ; won ; 1 ; ₩ KRW
            ruble ; ruble ; 1 ; ₽ RUB rouble roubles ~
            peso ; peso ; 1 ; ~
            franc ; franc ; 1 ; CHF ~
            unit ; unit ; 1 ; ~
            """;

    private static final String PREFIXES = """
            pico p 1/1000000000000
            nano n 1/1000000000
            micro μ 1/1000000
            milli m 1/1000
            centi c 1/100
            deci d 1/10
            deca da 10
            hecto h 100
            kilo k 1000
            mega M 1000000
            giga G 1000000000
            tera T 1000000000000
            """;

    /** Unit, abbreviation, and abbreviations of the prefixes that are in use with it. */
    private static final String[] PREFIXED = {
        "metre m n μ m c d da h k M G",
        "gram g n μ m c d k",
        "second s p n μ m",
        "litre L μ m c d h k M",
        "newton N μ m k M",
        "joule J n μ m k M G",
        "calorie cal k",
        "watt W n μ m k M G T",
        "watt hour Wh k M G",
        "pascal Pa h k M G",
        "hertz Hz m k M G T",
        "ampere A n μ m k",
        "volt V n μ m k M",
        "ohm Ω μ m k M G",
        "mole mol n μ m k",
        "farad F p n μ m",
        "bit bit k M G T",
        "byte B k M G T",
        "electronvolt eV m k M G T",
        "tonne t k M G",
        "coulomb C p n μ m",
        "tesla T n μ m",
        "henry H μ m",
        "bar bar m k"
    };

    private static final Map<String, Unit> BY_NAME = new HashMap<>();
    private static final Map<String, String> WRITTEN = new HashMap<>();
    private static final Map<String, String> WRITTEN_IN_LOWER_CASE = new HashMap<>();

    static {
        TABLE.lines().forEach(Units::addRow);
        for (String row : PREFIXED) {
            String[] fields = row.split(" ");
            int name = row.startsWith("watt hour") ? 2 : 1;
            addPrefixed(
                    String.join(" ", List.of(fields).subList(0, name)),
                    fields[name],
                    new HashSet<>(List.of(fields).subList(name + 1, fields.length)));
        }
    }

    private Units() {}

    /**
     * A unit.
     *
     * @param name its canonical name
     * @param dimension exponents of base dimensions, none zero; a temperature scale, a currency and a counted noun are
     *     dimensions of their own
     * @param scale how many of the dimension's base units it is, exactly
     */
    public record Unit(String name, Map<String, Rational> dimension, Rational scale) {
        /** Copies. */
        public Unit {
            dimension = Map.copyOf(dimension);
        }
    }

    /**
     * Finds a unit's canonical name.
     *
     * <p>Abbreviations are read with their case first ({@code mW} is not {@code MW}), names without.
     *
     * @param written a name or an abbreviation as written, without a backslash: {@code cm}, {@code centimeters}, {@code km}
     * @return such as {@code centimetre}, or nothing if no unit is written so
     */
    public static Optional<String> canonical(String written) {
        String exact = WRITTEN.get(written);
        if (exact != null) {
            return Optional.of(exact);
        }
        return written.length() <= 2 || written.length() > 40
                ? Optional.empty()
                : Optional.ofNullable(WRITTEN_IN_LOWER_CASE.get(written.toLowerCase(Locale.ROOT)));
    }

    /**
     * Finds a unit by its canonical name.
     *
     * @param canonical as {@link #canonical} gives it
     * @return the unit, or nothing for a counted noun
     */
    public static Optional<Unit> find(String canonical) {
        return Optional.ofNullable(BY_NAME.get(canonical));
    }

    private static void addRow(String row) {
        String[] fields = row.split(";", -1);
        String name = fields[0].strip();
        add(new Unit(name, dimension(fields[1].strip()), rational(fields[2].strip())));
        if (fields[3].contains("~")) {
            alias(name, name + "s");
        }
        String written = fields[3].replace('~', ' ').strip();
        boolean oneName = written.contains(" per ")
                || written.contains("metric ton")
                || name.startsWith("degree ")
                || written.contains("pounds sterling");
        if (oneName) {
            addPhrases(name, written);
        } else if (!written.isEmpty()) {
            for (String word : written.split(" +")) {
                alias(name, word);
                if (fields[3].contains("~") && word.length() > 3) {
                    alias(name, word + "s");
                }
            }
        }
    }

    private static void addPhrases(String name, String written) {
        String rest = written;
        for (String phrase :
                new String[] {"miles per hour", "metric ton", "degrees celsius", "degrees fahrenheit", "pounds sterling"
                }) {
            if (rest.contains(phrase)) {
                alias(name, phrase);
                rest = rest.replace(phrase, "");
            }
        }
        if (name.equals("tonne")) {
            alias(name, "metric tons");
        }
        for (String word : rest.strip().split(" +")) {
            alias(name, word);
        }
    }

    private static void addPrefixed(String name, String abbreviation, Set<String> prefixes) {
        Unit base = find(name).orElseThrow();
        PREFIXES.lines().forEach(line -> {
            String[] fields = line.split(" ");
            if (!prefixes.contains(fields[1])) {
                return;
            }
            String full = fields[0] + name;
            add(new Unit(full, base.dimension(), base.scale().times(rational(fields[2]))));
            alias(full, full + "s");
            alias(full, fields[1] + abbreviation);
            if (name.endsWith("tre")) {
                String american = full.substring(0, full.length() - 2) + "er";
                alias(full, american);
                alias(full, american + "s");
            }
            if (fields[0].equals("micro")) {
                alias(full, "µ" + abbreviation);
                alias(full, "u" + abbreviation);
            }
            if (name.equals("ohm")) {
                alias(full, fields[1] + "Ω");
                alias(full, fields[1] + "Omega");
            }
            if (abbreviation.equals("L")) {
                alias(full, fields[1] + "l");
            }
        });
    }

    private static void add(Unit unit) {
        BY_NAME.put(unit.name(), unit);
        alias(unit.name(), unit.name());
    }

    private static void alias(String name, String written) {
        WRITTEN.putIfAbsent(written, name);
        if (written.length() > 2) {
            WRITTEN_IN_LOWER_CASE.putIfAbsent(written.toLowerCase(Locale.ROOT), name);
        }
    }

    private static Map<String, Rational> dimension(String text) {
        Map<String, Rational> dimension = new TreeMap<>();
        for (String factor : text.split(" ")) {
            int caret = factor.indexOf('^');
            dimension.put(
                    caret < 0 ? factor : factor.substring(0, caret),
                    caret < 0 ? Rational.of(1) : rational(factor.substring(caret + 1)));
        }
        return dimension;
    }

    private static Rational rational(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new Rational(new BigInteger(text), BigInteger.ONE)
                : new Rational(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
}
