package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Money;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Power;
import org.rlvr4j.verifiers.math.expression.Expression.Product;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity.UnitPower;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads units, counted nouns and currencies behind a value. */
final class UnitReader {

    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("dollar", "dollar"),
            Map.entry("dollars", "dollar"),
            Map.entry("usd", "dollar"),
            Map.entry("bucks", "dollar"),
            Map.entry("cent", "cent"),
            Map.entry("cents", "cent"),
            Map.entry("euro", "euro"),
            Map.entry("euros", "euro"),
            Map.entry("eur", "euro"),
            Map.entry("gbp", "pound"),
            Map.entry("yen", "yen"),
            Map.entry("jpy", "yen"),
            Map.entry("yuan", "yuan"),
            Map.entry("cny", "yuan"),
            Map.entry("rmb", "yuan"),
            Map.entry("rupee", "rupee"),
            Map.entry("rupees", "rupee"),
            Map.entry("inr", "rupee"),
            Map.entry("rs", "rupee"),
            Map.entry("peso", "peso"),
            Map.entry("pesos", "peso"));

    private static final Map<String, Long> MULTIPLIERS = Map.of(
            "hundred",
            100L,
            "thousand",
            1_000L,
            "million",
            1_000_000L,
            "billion",
            1_000_000_000L,
            "trillion",
            1_000_000_000_000L,
            "dozen",
            12L);

    /** Parts that are written behind their number: {@code 5 halves}. */
    private static final Map<String, Long> PARTS = Map.of(
            "halves",
            2L,
            "thirds",
            3L,
            "fourths",
            4L,
            "fifths",
            5L,
            "sixths",
            6L,
            "eighths",
            8L,
            "tenths",
            10L,
            "hundredths",
            100L);

    private static final Map<String, Long> POWERS = Map.of("squared", 2L, "cubed", 3L);

    private static final Set<String> IDLE_BEHIND_UNITS = Set.of(
            "tall",
            "long",
            "wide",
            "high",
            "deep",
            "old",
            "away",
            "apart",
            "total",
            "altogether",
            "each",
            "approximately");

    private static final Set<String> POWER_WORDS = Set.of("square", "sq", "cubic", "cu");

    /** Abbreviations that are units only where they are set upright; elsewhere they are variables. */
    private static final Map<String, String> UPRIGHT_ONLY = Map.of("C", "coulomb", "F", "farad", "H", "henry");

    /** Words of a sentence, which no counted noun has. */
    private static final Set<String> SENTENCE_WORDS = Set.of(
            "is",
            "are",
            "was",
            "were",
            "am",
            "be",
            "been",
            "being",
            "not",
            "no",
            "never",
            "neither",
            "nor",
            "cannot",
            "can",
            "could",
            "should",
            "would",
            "will",
            "does",
            "do",
            "did",
            "has",
            "have",
            "had",
            "isn",
            "doesn",
            "wrong",
            "incorrect",
            "false",
            "true",
            "correct",
            "right",
            "invalid",
            "impossible",
            "undefined",
            "because",
            "since",
            "but",
            "than",
            "then",
            "works",
            "fails",
            "exists",
            "exist",
            "equals",
            "equal",
            "that",
            "this",
            "which",
            "it",
            "we",
            "i",
            "you",
            "they",
            "if",
            "unless",
            "except",
            "without",
            "only");

    private static final int MAX_WORDS = 12;

    private static final int MAX_NOUN_WORDS = 3;

    private final TokenCursor cursor;

    UnitReader(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Tells whether letters are a unit's name or abbreviation, or a currency's. */
    static boolean isKnown(String written) {
        return Units.canonical(written).isPresent() || CURRENCIES.containsKey(written.toLowerCase(Locale.ROOT));
    }

    /** Tells whether a word raises the unit behind it to a power. */
    static boolean isPowerWord(String word) {
        return POWER_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Tells whether a unit, a currency or a percent sign follows the value before. */
    boolean startsUnit() {
        if (cursor.at(Kind.PERCENT)) {
            return true;
        }
        if (cursor.at(Kind.WORD)) {
            return isUnitWord(0);
        }
        if (cursor.at(Kind.CURRENCY)) {
            return !isValue(cursor.peek(1));
        }
        if (cursor.at(Kind.SLASH)) {
            return cursor.at(Kind.WORD, 1) && (cursor.at(Kind.WORD, -1) || isUprightRate());
        }
        boolean fraction = cursor.at(Kind.FRACTION) && cursor.at(Kind.GROUP, 1) && cursor.at(Kind.WORD, 2);
        return (cursor.at(Kind.GROUP) && isUnitWord(1))
                || (fraction && isKnown(cursor.peek(2).text()));
    }

    /** Recognises {@code 5/\text{mol}}: a slash and a unit that is set upright. */
    boolean isUprightRate() {
        return cursor.at(Kind.SLASH)
                && cursor.at(Kind.WORD, 1)
                && cursor.peek(1).upright()
                && (Units.canonical(cursor.peek(1).text()).isPresent() || isUprightUnit(1));
    }

    private static boolean isValue(Token token) {
        return token.is(Kind.NUMBER) || token.is(Kind.FRACTION);
    }

    private boolean isUnitWord(int ahead) {
        if (!cursor.at(Kind.WORD, ahead)) {
            return false;
        }
        String word = cursor.peek(ahead).text();
        if (word.indexOf('\'') >= 0 || (word.equalsIgnoreCase("per") && !cursor.at(Kind.WORD, ahead + 1))) {
            return false;
        }
        if (word.length() == 1 && Units.canonical(word).isEmpty() && !isUprightUnit(ahead)) {
            return false;
        }
        return !Vocabulary.isConnective(word)
                && !word.equals("to")
                && !word.equalsIgnoreCase("am")
                && !word.equalsIgnoreCase("pm")
                && !word.equals("otherwise")
                && !word.equals("else")
                && !isDifferential(ahead);
    }

    private boolean isUprightUnit(int ahead) {
        Token token = cursor.peek(ahead);
        return token.upright() && isUprightUnit(token.text());
    }

    /** Tells whether a letter is a unit where it is set upright. */
    static boolean isUprightUnit(String written) {
        return UPRIGHT_ONLY.containsKey(written) || Units.canonical(written).isPresent();
    }

    private boolean isDifferential(int ahead) {
        return cursor.peek(ahead).text().equals("d") && cursor.at(Kind.LETTER, ahead + 1);
    }

    /** Reads degrees, with the letter of a scale of temperature. */
    Expression degrees(Expression value) {
        if (value instanceof Quantity || (value instanceof Symbol symbol && isNoValue(symbol.name()))) {
            throw cursor.failure("degrees of nothing");
        }
        String unit = "degree";
        boolean letter = cursor.at(Kind.LETTER) || cursor.at(Kind.WORD);
        if (letter && cursor.at(Kind.END, 1) && cursor.peek().text().equals("C")) {
            unit = "degree celsius";
            cursor.take();
        } else if (letter && cursor.at(Kind.END, 1) && cursor.peek().text().equals("F")) {
            unit = "degree fahrenheit";
            cursor.take();
        }
        return new Quantity(value, List.of(new UnitPower(canonical(unit), Rational.of(1))));
    }

    boolean startsMinutes(Expression base) {
        return base instanceof Numeral && cursor.at(Kind.NUMBER, -1);
    }

    /** Reads primes behind a number: minutes and seconds behind degrees, feet and inches elsewhere. */
    Expression feetOrMinutes(Expression value) {
        boolean angle = cursor.at(Kind.DEGREE, -2) || (cursor.at(Kind.PRIME, -2) && cursor.at(Kind.DEGREE, -4));
        boolean twice = cursor.take().is(Kind.DOUBLE_QUOTE)
                || (cursor.at(Kind.PRIME) && !cursor.peek().spaced());
        if (twice && cursor.at(Kind.PRIME)) {
            cursor.take();
        }
        String unit = angle ? (twice ? "arcsecond" : "arcminute") : (twice ? "inch" : "foot");
        return new Quantity(value, List.of(new UnitPower(canonical(unit), Rational.of(1))));
    }

    /** Reads the unit that {@link #startsUnit()} saw. */
    Expression read(Expression value) {
        if (value instanceof Symbol symbol && isNoValue(symbol.name())) {
            throw cursor.failure("words side by side");
        }
        if (cursor.at(Kind.GROUP)
                && (cursor.at(Kind.END_GROUP, 2) || cursor.at(Kind.END, 2))
                && CURRENCIES.containsKey(cursor.peek(1).text().toLowerCase(Locale.ROOT))) {
            cursor.take();
            String currency = cursor.take().text().toLowerCase(Locale.ROOT);
            cursor.take();
            return money(value, CURRENCIES.getOrDefault(currency, currency));
        }
        if (cursor.at(Kind.CURRENCY)) {
            return money(value, cursor.take().text());
        }
        if (cursor.at(Kind.WORD)) {
            String word = cursor.peek().text().toLowerCase(Locale.ROOT);
            Long multiplier = MULTIPLIERS.get(word);
            if (multiplier != null) {
                cursor.take();
                return multiplied(value, Numeral.of(multiplier));
            }
            Expression part = partOrPower(value, word);
            if (part != null) {
                cursor.take();
                return part;
            }
            boolean us = (word.equals("us") || word.equals("american")) && cursor.at(Kind.WORD, 1);
            String currency = CURRENCIES.get(us ? cursor.peek(1).text().toLowerCase(Locale.ROOT) : word);
            if (currency != null) {
                cursor.take();
                if (us) {
                    cursor.take();
                }
                return rate(money(value, currency));
            }
        }
        if (value instanceof Money money) {
            return rate(money);
        }
        List<UnitPower> powers = new ArrayList<>();
        if (value instanceof Quantity quantity) {
            powers.addAll(quantity.unit());
        }
        readPowers(powers);
        return new Quantity(value instanceof Quantity quantity ? quantity.value() : value, powers);
    }

    /** A word has no unit, nor has a letter that labels a choice. */
    static boolean isNoValue(String name) {
        return Words.isWordName(name) || (name.length() == 1 && name.charAt(0) >= 'A' && name.charAt(0) <= 'J');
    }

    private static @Nullable Expression partOrPower(Expression value, String word) {
        Long denominator = PARTS.get(word);
        Long exponent = POWERS.get(word);
        if (!(value instanceof Numeral) || (denominator == null && exponent == null)) {
            return null;
        }
        return denominator != null
                ? new Quotient(value, Numeral.of(denominator))
                : new Power(value, Numeral.of(Objects.requireNonNull(exponent)));
    }

    private static Expression multiplied(Expression value, Numeral multiplier) {
        return value instanceof Money money
                ? new Money(new Product(List.of(money.amount(), multiplier)), money.currency())
                : new Product(List.of(value, multiplier));
    }

    /** Adds a currency to a number; a currency written twice, as in {@code \$5 dollars}, counts once. */
    private Money money(Expression value, String currency) {
        if (!(value instanceof Money money)) {
            return new Money(value, currency);
        }
        if (!money.currency().equals(currency)) {
            throw cursor.failure("an amount of two currencies");
        }
        return money;
    }

    /** Reads {@code /hour} or {@code per hour} behind money. */
    private Expression rate(Money money) {
        boolean rate = (cursor.at(Kind.SLASH) && cursor.at(Kind.WORD, 1)) || isPer();
        while (!rate
                && cursor.at(Kind.WORD)
                && IDLE_BEHIND_UNITS.contains(cursor.peek().text())) {
            cursor.take();
        }
        if (!rate) {
            return money;
        }
        List<UnitPower> powers = new ArrayList<>();
        powers.add(new UnitPower(money.currency(), Rational.of(1)));
        readPowers(powers);
        return new Quantity(money.amount(), powers);
    }

    private void readPowers(List<UnitPower> powers) {
        int sign = 1;
        int words = 0;
        while (++words <= MAX_WORDS) {
            if ((cursor.at(Kind.SLASH) && cursor.at(Kind.WORD, 1)) || isPer()) {
                cursor.take();
                sign = -1;
            } else if (startsDenominator()) {
                cursor.take();
                cursor.take();
                readProduct(powers);
                cursor.expect(Kind.RIGHT_PARENTHESIS, ")");
            } else if (cursor.at(Kind.TIMES) && cursor.at(Kind.WORD, 1)) {
                cursor.take();
            } else if (cursor.at(Kind.FRACTION)) {
                unitFraction(powers);
                return;
            } else if (cursor.at(Kind.GROUP) && isUnitWord(1)) {
                cursor.take();
                readGroup(powers, sign);
            } else if (isUnitWord(0)) {
                readFactor(powers, sign);
            } else {
                break;
            }
        }
        if (words > MAX_WORDS) {
            throw cursor.failure("a unit of more than " + MAX_WORDS + " words");
        }
        if (powers.isEmpty()) {
            throw cursor.failure("expected a unit");
        }
    }

    /** Recognises {@code /(mol K)} behind a unit. */
    private boolean startsDenominator() {
        return cursor.at(Kind.SLASH)
                && cursor.at(Kind.LEFT_PARENTHESIS, 1)
                && cursor.at(Kind.WORD, 2)
                && isKnown(cursor.peek(2).text());
    }

    private void readProduct(List<UnitPower> powers) {
        while (true) {
            if (isUnitWord(0)) {
                readFactor(powers, -1);
            } else if (cursor.at(Kind.DEGREE) && (cursor.at(Kind.WORD, 1) || cursor.at(Kind.LETTER, 1))) {
                powers.add(scale());
            } else if (!cursor.accept(Kind.TIMES)) {
                return;
            }
        }
    }

    /** Reads the degree of a temperature in a denominator, where a degree is a difference. */
    private UnitPower scale() {
        cursor.take();
        String letter = cursor.take().text();
        String unit = letter.equals("C") ? "degree celsius" : letter.equals("F") ? "degree fahrenheit" : "";
        if (unit.isEmpty()) {
            throw cursor.failure("expected a scale of temperature");
        }
        return new UnitPower(unit, Rational.of(-1));
    }

    private boolean isPer() {
        return cursor.at(Kind.WORD) && cursor.peek().text().equals("per") && cursor.at(Kind.WORD, 1);
    }

    private void readGroup(List<UnitPower> powers, int sign) {
        int effective = sign;
        while (isUnitWord(0) || cursor.at(Kind.SLASH) || cursor.at(Kind.TIMES)) {
            if (cursor.at(Kind.WORD) && !isPer()) {
                readFactor(powers, effective);
            } else {
                effective = cursor.take().is(Kind.TIMES) ? effective : -1;
            }
        }
        cursor.expectEndOfGroup();
        int exponent = exponent();
        if (exponent != 1 && !powers.isEmpty()) {
            UnitPower last = powers.remove(powers.size() - 1);
            powers.add(new UnitPower(last.unit(), last.power().times(Rational.of(exponent))));
        }
    }

    private void unitFraction(List<UnitPower> powers) {
        cursor.take();
        cursor.expect(Kind.GROUP, "{");
        readGroup(powers, 1);
        cursor.expect(Kind.GROUP, "{");
        readGroup(powers, -1);
    }

    /** Reads one unit with its power: {@code cm^2}, {@code square feet}, {@code feet squared}. */
    private void readFactor(List<UnitPower> powers, int sign) {
        int power = 1;
        String word = cursor.take().text();
        String lower = word.toLowerCase(Locale.ROOT);
        if (isPowerWord(word) && cursor.at(Kind.WORD)) {
            power = lower.startsWith("sq") ? 2 : 3;
            word = cursor.take().text();
        } else if (lower.startsWith("square") && lower.length() > 8 && isKnown(lower.substring(6))) {
            power = 2;
            word = word.substring(6);
        }
        String unit = canonical(compound(word));
        boolean noun = Units.canonical(unit).isPresent()
                || (unit.length() > 1
                        && unit.indexOf(' ') != 1
                        && !unit.startsWith("per ")
                        && !Vocabulary.PLAIN_WORDS.containsKey(unit)
                        && !Vocabulary.isConnective(unit)
                        && !unit.equals("per"));
        if (!noun) {
            throw cursor.failure("expected a unit");
        }
        if (IDLE_BEHIND_UNITS.contains(unit) && !powers.isEmpty()) {
            return;
        }
        power *= exponent();
        if (cursor.at(Kind.WORD)
                && (cursor.peek().text().equals("squared")
                        || cursor.peek().text().equals("cubed"))) {
            power *= cursor.take().text().equals("squared") ? 2 : 3;
        }
        if (unit.equals("cubic centimetre")) {
            powers.add(new UnitPower("centimetre", Rational.of(3L * sign * power)));
        } else {
            powers.add(new UnitPower(unit, Rational.of((long) sign * power)));
        }
    }

    /** Joins the words of one unit, such as "nautical miles", and nouns that are no unit, such as "children tickets". */
    private String compound(String first) {
        if (cursor.at(Kind.WORD)
                && Units.canonical(first + " " + cursor.peek().text()).isPresent()) {
            return first + " " + cursor.take().text();
        }
        if (isPer()) {
            String rate = first + " per " + cursor.peek(1).text();
            if (Units.canonical(rate).isPresent()) {
                cursor.take();
                cursor.take();
                return rate;
            }
        }
        if (Units.canonical(first).isPresent()) {
            return first;
        }
        StringBuilder noun = new StringBuilder(first);
        refuseSentence(first);
        int words = 1;
        while (isUnitWord(0) && !isPer() && !cursor.peek().text().equals("squared")) {
            if (++words > MAX_NOUN_WORDS) {
                throw cursor.failure("more words than a counted noun has");
            }
            refuseSentence(cursor.peek().text());
            noun.append(' ').append(cursor.take().text());
        }
        return noun.toString();
    }

    static boolean isSentenceWord(String word) {
        return SENTENCE_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    private void refuseSentence(String word) {
        if (isSentenceWord(word)) {
            throw cursor.failure("a sentence behind an amount");
        }
    }

    private int exponent() {
        if (!cursor.at(Kind.CARET)) {
            return 1;
        }
        int start = cursor.index();
        cursor.take();
        boolean group = cursor.accept(Kind.GROUP);
        boolean minus = cursor.accept(Kind.MINUS);
        Token number = cursor.take();
        boolean closed = !group || cursor.accept(Kind.END_GROUP);
        if (number.is(Kind.NUMBER) && number.text().length() == 1 && closed) {
            int power = Integer.parseInt(number.text());
            return minus ? -power : power;
        }
        cursor.reset(start);
        throw cursor.failure("a unit's exponent");
    }

    private static String canonical(String written) {
        Optional<String> known = Units.canonical(written);
        if (known.isPresent()) {
            return known.get();
        }
        if (UPRIGHT_ONLY.containsKey(written)) {
            return UPRIGHT_ONLY.getOrDefault(written, written);
        }
        String noun = Nouns.singular(written.toLowerCase(Locale.ROOT));
        // A capital M is no metre.
        return Units.canonical(noun).isPresent() ? written : noun;
    }
}
