package org.rlvr4j.runtime.gpu.internal.jinja;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A day as Python's {@code strftime} writes it; of times of day nothing is known, so they are midnight. */
public final class Strftime {

    private Strftime() {}

    /**
     * Writes a day.
     *
     * @param format such as {@code %d %b %Y}
     * @param day the day
     * @return such as {@code 26 Jul 2024}
     * @throws TemplateException if the format has a directive that is not supported
     */
    public static String format(String format, LocalDate day) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
            } else {
                text.append(directive(format.charAt(++i), day));
            }
        }
        return text.toString();
    }

    private static String directive(char directive, LocalDate day) {
        return switch (directive) {
            case '%' -> "%";
            case 'd' -> written("dd", day);
            case 'm' -> written("MM", day);
            case 'y' -> written("uu", day);
            case 'Y' -> written("uuuu", day);
            case 'b' -> written("MMM", day);
            case 'B' -> written("MMMM", day);
            case 'a' -> written("EEE", day);
            case 'A' -> written("EEEE", day);
            case 'j' -> written("DDD", day);
            case 'H', 'M', 'S' -> "00";
            default -> throw new TemplateException("the date format %" + directive + " is not supported");
        };
    }

    private static String written(String pattern, LocalDate day) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(day);
    }
}
