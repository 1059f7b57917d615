package org.rlvr4j.verifiers.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rlvr4j.verifiers.code.language.Language;

/**
 * Finds the program in a response: after the last {@code </think>}, the last fenced block labelled with the language, else
 * the last block without a label, else the whole response. A block that is never closed ends with the response. Time is
 * linear in the response's length.
 */
public final class ProgramExtraction {

    private static final String THOUGHT_END = "</think>";
    private static final String THOUGHT_START = "<think>";

    private ProgramExtraction() {}

    /**
     * A fenced block.
     *
     * @param label the first word behind the opening fence, in lower case
     * @param content its lines
     */
    record Block(String label, String content) {}

    /**
     * Finds the program.
     *
     * @param response any text
     * @param language the language that is asked for
     * @param task the task, whose prompt may be completed
     * @param extraction where to look
     * @return the program, or empty where there is none
     */
    public static Optional<String> extract(
            String response, Language language, CodeTask task, CodeVerifierOptions.Extraction extraction) {
        if (extraction == CodeVerifierOptions.Extraction.WHOLE) {
            return Optional.of(response).filter(text -> !text.isBlank());
        }
        Optional<String> answer = afterThought(response);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = blocks(answer.get());
        Optional<String> found = last(blocks, language);
        if (found.isEmpty() && blocks.isEmpty() && extraction == CodeVerifierOptions.Extraction.AUTO) {
            found = answer;
        }
        return found.filter(text -> !text.isBlank()).map(program -> completed(program, language, task));
    }

    /** A thought that never ends holds no answer. */
    private static Optional<String> afterThought(String response) {
        int end = response.lastIndexOf(THOUGHT_END);
        if (end >= 0) {
            return Optional.of(response.substring(end + THOUGHT_END.length()));
        }
        return response.stripLeading().startsWith(THOUGHT_START) ? Optional.empty() : Optional.of(response);
    }

    private static Optional<String> last(List<Block> blocks, Language language) {
        Optional<String> unlabelled = Optional.empty();
        Optional<String> labelled = Optional.empty();
        for (Block block : blocks) {
            if (block.label().equals(language.id()) || language.aliases().contains(block.label())) {
                labelled = Optional.of(block.content());
            } else if (block.label().isEmpty()) {
                unlabelled = Optional.of(block.content());
            }
        }
        return labelled.isPresent() ? labelled : unlabelled;
    }

    /** As in CommonMark: a fence of three or more backticks or tildes is closed by one that is at least as long. */
    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder content = new StringBuilder();
        String fence = "";
        String label = "";
        int indent = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String stripped = line.stripLeading();
            String found = fence(stripped);
            if (fence.isEmpty()) {
                if (!found.isEmpty()) {
                    fence = found;
                    label = label(stripped.substring(found.length()));
                    indent = line.length() - stripped.length();
                    content.setLength(0);
                }
            } else if (found.length() >= fence.length()
                    && found.charAt(0) == fence.charAt(0)
                    && stripped.substring(found.length()).isBlank()) {
                blocks.add(new Block(label, content.toString()));
                fence = "";
            } else {
                content.append(unindented(line, indent)).append('\n');
            }
        }
        if (!fence.isEmpty()) {
            blocks.add(new Block(label, content.toString()));
        }
        return blocks;
    }

    private static String unindented(String line, int indent) {
        int cut = 0;
        while (cut < indent && cut < line.length() && line.charAt(cut) == ' ') {
            cut++;
        }
        return line.substring(cut);
    }

    private static String fence(String line) {
        char first = line.isEmpty() ? ' ' : line.charAt(0);
        if (first != '`' && first != '~') {
            return "";
        }
        int end = 0;
        while (end < line.length() && line.charAt(end) == first) {
            end++;
        }
        boolean inline = first == '`' && line.indexOf('`', end) >= 0;
        return end >= 3 && !inline ? line.substring(0, end) : "";
    }

    private static String label(String rest) {
        String text = rest.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && "{},:".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }

    private static String completed(String program, Language language, CodeTask task) {
        String prompt = task.frame().prompt();
        String entry = task.entryPoint();
        String name = entry.substring(entry.lastIndexOf('.') + 1);
        if (prompt.isEmpty() || name.isEmpty() || language.defines(program, name) || !language.defines(prompt, name)) {
            return program;
        }
        return language.complete(prompt, program);
    }
}
