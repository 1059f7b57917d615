package org.rlvr4j.tasks.strings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlvr4j.api.verify.Excerpt;

/** One operation on a string of lower-case letters; each has a code of a few characters. */
sealed interface Step {

    /** The codes: {@code ~}, {@code ^}, {@code <2}, {@code >2}, {@code -a}, {@code a=b}. */
    Pattern CODE = Pattern.compile("(~)|(\\^)|([<>])([1-9][0-9]?)|-([a-z])|([a-z])=([a-z])");

    String apply(String text);

    String code();

    /** Says it in English, as the continuation of "First, " or "then ". */
    String sentence();

    static Step parse(String code) {
        Matcher matcher = CODE.matcher(code.length() > 3 ? "" : code);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected an operation such as ~ ^ <2 >2 -a a=b, got " + Excerpt.of(code));
        }
        if (matcher.group(1) != null) {
            return new Reverse();
        }
        if (matcher.group(2) != null) {
            return new Sort();
        }
        if (matcher.group(3) != null) {
            int places = Integer.parseInt(matcher.group(4));
            return new Rotate(matcher.group(3).equals("<"), places);
        }
        if (matcher.group(5) != null) {
            return new Delete(matcher.group(5).charAt(0));
        }
        return new Replace(matcher.group(6).charAt(0), matcher.group(7).charAt(0));
    }

    record Reverse() implements Step {
        @Override
        public String apply(String text) {
            return new StringBuilder(text).reverse().toString();
        }

        @Override
        public String code() {
            return "~";
        }

        @Override
        public String sentence() {
            return "reverse it";
        }
    }

    record Sort() implements Step {
        @Override
        public String apply(String text) {
            char[] letters = text.toCharArray();
            java.util.Arrays.sort(letters);
            return new String(letters);
        }

        @Override
        public String code() {
            return "^";
        }

        @Override
        public String sentence() {
            return "sort its letters alphabetically";
        }
    }

    record Rotate(boolean left, int places) implements Step {
        @Override
        public String apply(String text) {
            int shift = places % text.length();
            int cut = left ? shift : text.length() - shift;
            return text.substring(cut) + text.substring(0, cut);
        }

        @Override
        public String code() {
            return (left ? "<" : ">") + places;
        }

        @Override
        public String sentence() {
            String letters = places == 1 ? "letter" : places + " letters";
            return left ? "move the first " + letters + " to the end" : "move the last " + letters + " to the front";
        }
    }

    record Delete(char letter) implements Step {
        @Override
        public String apply(String text) {
            return text.replace(String.valueOf(letter), "");
        }

        @Override
        public String code() {
            return "-" + letter;
        }

        @Override
        public String sentence() {
            return "delete every " + letter;
        }
    }

    record Replace(char from, char to) implements Step {
        @Override
        public String apply(String text) {
            return text.replace(from, to);
        }

        @Override
        public String code() {
            return from + "=" + to;
        }

        @Override
        public String sentence() {
            return "replace every " + from + " by " + to;
        }
    }
}
