package org.rlvr4j.verifiers.code.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The languages there are.
 *
 * @param all each with its own id and aliases
 */
public record Languages(List<Language> all) {

    /** Copies. */
    public Languages {
        all = List.copyOf(all);
    }

    /**
     * Returns Python, Java, C++ and JavaScript as this machine has them.
     *
     * @return the languages, whether or not their toolchains are here
     */
    public static Languages standard() {
        return new Languages(
                List.of(new PythonLanguage(), new JavaLanguage(), new CppLanguage(), new JavaScriptLanguage()));
    }

    /**
     * Finds a language.
     *
     * @param name an id or alias, in any case
     * @return the language, or empty
     */
    public Optional<Language> find(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(language ->
                        language.id().equals(wanted) || language.aliases().contains(wanted))
                .findFirst();
    }

    /**
     * Returns all ids.
     *
     * @return for messages, such as {@code python, java}
     */
    public String ids() {
        return String.join(", ", all.stream().map(Language::id).toList());
    }

    /**
     * Returns every label of a fenced block that means some language.
     *
     * @return ids and aliases
     */
    public Stream<String> labels() {
        return all.stream().flatMap(language -> Stream.concat(Stream.of(language.id()), language.aliases().stream()));
    }
}
