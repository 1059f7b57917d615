package org.rlvr4j.tasks.strings;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.tasks.Dials;
import org.rlvr4j.tasks.PromptStyle;
import org.rlvr4j.tasks.PuzzleGenerator;

/**
 * Draws strings and operations. A letter to be deleted or replaced is one that the string has at that point; only where a
 * single letter would be deleted from a string of that letter alone is it one that it has not, so that something remains.
 */
public final class StringsGenerator implements PuzzleGenerator {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    private final StringsOptions options;
    private final String letters;

    /**
     * Creates the generator.
     *
     * @param options the task's dials
     */
    public StringsGenerator(StringsOptions options) {
        this.options = options;
        this.letters = ALPHABET.substring(0, options.letters());
    }

    @Override
    public StringsPuzzle draw(RandomGenerator random) {
        int length = Dials.draw(options.length(), random);
        StringBuilder begin = new StringBuilder();
        for (int i = 0; i < length; i++) {
            begin.append(letter(letters, random));
        }
        int operations = Dials.draw(options.operations(), random);
        List<Step> steps = new ArrayList<>();
        String text = begin.toString();
        for (int i = 0; i < operations; i++) {
            Step step = step(Dials.draw(options.kinds(), random), text, random);
            steps.add(step);
            text = step.apply(text);
        }
        return new StringsPuzzle(begin.toString(), steps);
    }

    private Step step(Kind kind, String text, RandomGenerator random) {
        return switch (kind) {
            case REVERSE -> new Step.Reverse();
            case SORT -> new Step.Sort();
            case ROTATE ->
                new Step.Rotate(random.nextBoolean(), text.length() > 2 ? random.nextInt(1, text.length()) : 1);
            case DELETE -> {
                boolean single = text.chars().distinct().count() == 1;
                yield new Step.Delete(single ? other(text.charAt(0), random) : letter(text, random));
            }
            case REPLACE -> {
                char from = letter(text, random);
                yield new Step.Replace(from, other(from, random));
            }
        };
    }

    private static char letter(String among, RandomGenerator random) {
        return among.charAt(random.nextInt(among.length()));
    }

    private char other(char letter, RandomGenerator random) {
        return letter(letters.replace(String.valueOf(letter), ""), random);
    }

    @Override
    public String characters(PromptStyle style) {
        return switch (style) {
            case COMPACT -> letters + "0123456789,:~^<>-=";
            case SENTENCE ->
                letters + "0123456789"
                        + StringsPuzzle.parse("aab,~,^,<1,>2,-b,a=b").prompt(style);
        };
    }

    @Override
    public String description() {
        return "strings, " + Dials.text(options.length()) + " of " + options.letters() + " letters, "
                + Dials.text(options.operations()) + " operations of "
                + options.kinds().stream().map(OptionSchema::enumText).collect(Collectors.joining(", "));
    }
}
