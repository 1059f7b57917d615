package org.rlvr4j.verifiers.math.expression;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes Unicode mathematics in ASCII and LaTeX: {@code √2} as {@code \sqrt 2}, {@code x²} as <code>x^{2}</code>, {@code ½}
 * as <code>\frac{1}{2}</code>, full-width digits as digits.
 *
 * <p>A letter is folded only if it is a compatibility variant of an ASCII or Greek letter. Look-alikes of other scripts
 * stay what they are.
 */
final class Folding {

    private static final Map<Integer, String> SYMBOLS = new HashMap<>();

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᵏᵐᵗˣʸ";
    private static final String SUPERSCRIPT_VALUES = "0123456789+-=()niabcdekmtxy";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢⱼₖₘₐₑₓₜₚ";
    private static final String SUBSCRIPT_VALUES = "0123456789+-=()nijkmaextp";

    static {
        String[] pairs = {
            "√ \\sqrt",
            "∛ \\cbrt",
            "∞ \\infty",
            "≤ \\le",
            "≥ \\ge",
            "⩽ \\le",
            "⩾ \\ge",
            "≦ \\le",
            "≧ \\ge",
            "≠ \\ne",
            "≈ \\approx",
            "≃ \\approx",
            "≅ \\cong",
            "∼ \\sim",
            "≡ \\equiv",
            "∪ \\cup",
            "∩ \\cap",
            "∖ \\setminus",
            "∅ \\emptyset",
            "⌀ \\emptyset",
            "± \\pm",
            "∓ \\mp",
            "× \\times",
            "✕ \\times",
            "⋅ \\cdot",
            "· \\cdot",
            "∙ \\cdot",
            "∗ \\ast",
            "÷ \\div",
            "∕ /",
            "⁄ /",
            "∶ :",
            "∈ \\in",
            "∉ \\notin",
            "⊂ \\subset",
            "⊆ \\subseteq",
            "∧ \\land",
            "∨ \\lor",
            "→ \\to",
            "⟶ \\to",
            "↦ \\mapsto",
            "∣ \\mid",
            "∤ \\nmid",
            "∥ \\parallel",
            "‖ \\|",
            "⊥ \\perp",
            "∝ \\propto",
            "∫ \\int",
            "∑ \\sum",
            "∏ \\prod",
            "⌊ \\lfloor",
            "⌋ \\rfloor",
            "⌈ \\lceil",
            "⌉ \\rceil",
            "⟨ \\langle",
            "⟩ \\rangle",
            "〈 \\langle",
            "〉 \\rangle",
            "ℝ \\mathbb{R}",
            "ℕ \\mathbb{N}",
            "ℤ \\mathbb{Z}",
            "ℚ \\mathbb{Q}",
            "ℂ \\mathbb{C}",
            "… \\ldots",
            "⋯ \\cdots",
            "° ^\\circ",
            "º ^\\circ",
            "∘ \\circ",
            "′ '",
            "’ '",
            "‘ '",
            "ʹ '",
            "″ \"",
            "“ \"",
            "” \"",
            "− -",
            "–  -",
            "—  -",
            "﹣ -",
            "‐ -",
            "‑ -",
            "‒ -",
            "€ \\euro",
            "£ \\pounds",
            "¥ \\yen",
            "₹ \\rupee",
            "¢ \\cent",
            "∠ \\angle",
            "△ \\triangle",
            "¬ \\neg",
            "∀ \\forall",
            "∃ \\exists",
            "∂ \\partial",
            "∇ \\nabla",
            "ℓ \\ell",
            "ℏ \\hbar",
            "ⅈ i",
            "ⅇ e",
            "、 ,",
            "。 .",
            "⋃ \\cup",
            "⋂ \\cap",
            "⇒ \\implies",
            "⟹ \\implies",
            "∴ \\therefore",
            "⊤ \\top",
            "½ \\frac{1}{2}",
            "⅓ \\frac{1}{3}",
            "⅔ \\frac{2}{3}",
            "¼ \\frac{1}{4}",
            "¾ \\frac{3}{4}",
            "⅕ \\frac{1}{5}",
            "⅖ \\frac{2}{5}",
            "⅗ \\frac{3}{5}",
            "⅘ \\frac{4}{5}",
            "⅙ \\frac{1}{6}",
            "⅚ \\frac{5}{6}",
            "⅐ \\frac{1}{7}",
            "⅛ \\frac{1}{8}",
            "⅜ \\frac{3}{8}",
            "⅝ \\frac{5}{8}",
            "⅞ \\frac{7}{8}",
            "⅑ \\frac{1}{9}",
            "⅒ \\frac{1}{10}"
        };
        for (String pair : pairs) {
            int space = pair.indexOf(' ');
            String written = pair.substring(space + 1).strip();
            boolean command = Character.isLetter(written.charAt(written.length() - 1));
            SYMBOLS.put(pair.codePointAt(0), command ? written + " " : written);
        }
        String greek =
                "αalpha βbeta γgamma δdelta εvarepsilon ϵepsilon ζzeta ηeta θtheta ϑvartheta ιiota κkappa λlambda "
                        + "μmu νnu ξxi πpi ϖvarpi ρrho ϱvarrho σsigma ςvarsigma τtau υupsilon φvarphi ϕphi χchi ψpsi ωomega "
                        + "ΓGamma ΔDelta ΘTheta ΛLambda ΞXi ΠPi ΣSigma ΥUpsilon ΦPhi ΨPsi ΩOmega";
        for (String entry : greek.split(" ")) {
            SYMBOLS.put((int) entry.charAt(0), "\\" + entry.substring(1) + " ");
        }
    }

    private Folding() {}

    /**
     * Folds a text.
     *
     * @param text any string
     * @return the text itself if it is ASCII
     * @throws ParseFailure on unpaired surrogates and control characters
     */
    static String fold(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character > '~' || character < ' ') {
                return foldFrom(text, index);
            }
        }
        return text;
    }

    private static String foldFrom(String text, int start) {
        StringBuilder folded = new StringBuilder(text.length() + 16).append(text, 0, start);
        int index = start;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            if (codePoint >= ' ' && codePoint <= '~') {
                folded.append((char) codePoint);
                index++;
            } else if (SUPERSCRIPTS.indexOf(codePoint) >= 0) {
                index = foldScript(text, index, '^', SUPERSCRIPTS, SUPERSCRIPT_VALUES, folded);
            } else if (SUBSCRIPTS.indexOf(codePoint) >= 0) {
                index = foldScript(text, index, '_', SUBSCRIPTS, SUBSCRIPT_VALUES, folded);
            } else {
                foldOne(codePoint, index, folded);
                index += Character.charCount(codePoint);
            }
        }
        return folded.toString();
    }

    private static int foldScript(
            String text, int start, char script, String written, String values, StringBuilder folded) {
        folded.append(script).append('{');
        int index = start;
        while (index < text.length() && written.indexOf(text.charAt(index)) >= 0) {
            folded.append(values.charAt(written.indexOf(text.charAt(index))));
            index++;
        }
        folded.append('}');
        return index;
    }

    private static void foldOne(int codePoint, int index, StringBuilder folded) {
        @Nullable String symbol = SYMBOLS.get(codePoint);
        if (symbol != null) {
            folded.append(symbol);
            return;
        }
        switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> foldMark(codePoint, folded);
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                folded.append(' ');
            case Character.CONTROL -> foldControl(codePoint, index, folded);
            case Character.SURROGATE -> throw new ParseFailure("an unpaired surrogate", index);
            default -> foldCompatible(codePoint, folded);
        }
    }

    private static void foldControl(int codePoint, int index, StringBuilder folded) {
        if (codePoint != '\t' && codePoint != '\n' && codePoint != '\r') {
            throw new ParseFailure(String.format("the control character U+%04X", codePoint), index);
        }
        folded.append(' ');
    }

    /** Keeps accents, so that a letter with an accent never becomes one without; drops what is invisible. */
    private static void foldMark(int codePoint, StringBuilder folded) {
        if (codePoint == 0x0338) {
            negate(folded);
        } else if (Character.getType(codePoint) != Character.FORMAT && !(codePoint >= 0xFE00 && codePoint <= 0xFE0F)) {
            folded.appendCodePoint(codePoint);
        }
    }

    /** A long solidus overlay strikes out the relation before it. */
    private static void negate(StringBuilder folded) {
        if (folded.length() > 0 && folded.charAt(folded.length() - 1) == '=') {
            folded.setLength(folded.length() - 1);
            folded.append("\\ne ");
        } else {
            folded.append("\\negated ");
        }
    }

    private static void foldCompatible(int codePoint, StringBuilder folded) {
        boolean foldable = (codePoint >= 0xFF01 && codePoint <= 0xFF5E)
                || (codePoint >= 0x1D400 && codePoint <= 0x1D7FF)
                || (codePoint >= 0x2100 && codePoint <= 0x214F)
                || (codePoint >= 0xFB00 && codePoint <= 0xFB06)
                || codePoint == 0xB5;
        String written = new String(Character.toChars(codePoint));
        if (!foldable) {
            folded.append(written);
            return;
        }
        String compatible = Normalizer.normalize(written, Normalizer.Form.NFKC);
        @Nullable String symbol = compatible.length() == 1 ? SYMBOLS.get((int) compatible.charAt(0)) : null;
        folded.append(symbol == null ? compatible : symbol);
    }
}
