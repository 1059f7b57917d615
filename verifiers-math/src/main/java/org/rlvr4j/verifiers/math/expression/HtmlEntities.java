package org.rlvr4j.verifiers.math.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTML entities that turn up in answers copied from web pages. */
final class HtmlEntities {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("le", "\\le"),
            Map.entry("ge", "\\ge"),
            Map.entry("ne", "\\ne"),
            Map.entry("amp", "\\&"),
            Map.entry("nbsp", " "),
            Map.entry("thinsp", " "),
            Map.entry("ensp", " "),
            Map.entry("emsp", " "),
            Map.entry("times", "\\times"),
            Map.entry("divide", "\\div"),
            Map.entry("minus", "-"),
            Map.entry("plusmn", "\\pm"),
            Map.entry("middot", "\\cdot"),
            Map.entry("sdot", "\\cdot"),
            Map.entry("deg", "^\\circ"),
            Map.entry("pi", "\\pi"),
            Map.entry("theta", "\\theta"),
            Map.entry("infin", "\\infty"),
            Map.entry("radic", "\\sqrt"),
            Map.entry("frac12", "\\frac{1}{2}"),
            Map.entry("frac14", "\\frac{1}{4}"),
            Map.entry("frac34", "\\frac{3}{4}"),
            Map.entry("sup2", "^{2}"),
            Map.entry("sup3", "^{3}"),
            Map.entry("cup", "\\cup"),
            Map.entry("cap", "\\cap"),
            Map.entry("isin", "\\in"),
            Map.entry("empty", "\\emptyset"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("#39", "'"),
            Map.entry("#36", "\\$"));

    private HtmlEntities() {}

    /**
     * Returns what an entity stands for, in LaTeX.
     *
     * @param name what stands between the ampersand and the semicolon
     * @return nothing for other entities
     */
    static @Nullable String meaning(String name) {
        return MEANINGS.get(name);
    }
}
