package org.rlvr4j.verifiers.math.expression;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** What commands and words mean. */
final class Vocabulary {

    /** A token that a command or a word stands for. */
    record Entry(Kind kind, String text) {}

    /** LaTeX commands that are one token each. */
    static final Map<String, Entry> COMMANDS = new HashMap<>();

    /** Words outside {@code \text} that are tokens of their own, lower case. */
    static final Map<String, Entry> PLAIN_WORDS = new HashMap<>();

    /** Function names to canonical ones. */
    static final Map<String, String> FUNCTIONS = new HashMap<>();

    /** Names of Greek and other letters, without the backslash. */
    static final Set<String> LETTER_NAMES = Set.of(
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "varepsilon",
            "zeta",
            "eta",
            "theta",
            "vartheta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "pi",
            "varpi",
            "rho",
            "varrho",
            "sigma",
            "varsigma",
            "tau",
            "upsilon",
            "phi",
            "varphi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Upsilon",
            "Phi",
            "Psi",
            "Omega",
            "ell",
            "hbar",
            "partial",
            "nabla",
            "aleph",
            "imath",
            "jmath",
            "angle",
            "triangle",
            "star",
            "square",
            "heartsuit",
            "spadesuit",
            "clubsuit",
            "diamondsuit",
            "top",
            "dagger",
            "Box",
            "diamond",
            "bigcirc",
            "wp",
            "beth",
            "measuredangle",
            "odot",
            "oplus",
            "otimes");

    /** Accents to canonical names. */
    static final Map<String, String> ACCENTS = Map.ofEntries(
            Map.entry("vec", "vec"),
            Map.entry("overrightarrow", "vec"),
            Map.entry("overline", "bar"),
            Map.entry("bar", "bar"),
            Map.entry("hat", "hat"),
            Map.entry("widehat", "hat"),
            Map.entry("tilde", "tilde"),
            Map.entry("widetilde", "tilde"),
            Map.entry("dot", "dot"),
            Map.entry("ddot", "ddot"),
            Map.entry("overarc", "arc"),
            Map.entry("overparen", "arc"),
            Map.entry("wideparen", "arc"),
            Map.entry("overleftrightarrow", "line"),
            Map.entry("mathring", "ring"),
            Map.entry("check", "check"),
            Map.entry("acute", "acute"),
            Map.entry("breve", "breve"));

    /** Commands that only change how things look, and take no argument. */
    static final Set<String> DROPPED = Set.of(
            "displaystyle",
            "textstyle",
            "scriptstyle",
            "scriptscriptstyle",
            "limits",
            "nolimits",
            "rm",
            "bf",
            "it",
            "sf",
            "tt",
            "cal",
            "mathstrut",
            "strut",
            "hfill",
            "hfil",
            "noindent",
            "centering",
            "large",
            "Large",
            "LARGE",
            "huge",
            "Huge",
            "small",
            "normalsize",
            "hline",
            "nonumber",
            "notag",
            "allowbreak",
            "nobreak",
            "relax",
            "boldmath",
            "par",
            "therefore",
            "hskip",
            "smallskip",
            "medskip",
            "bigskip",
            "newline",
            "mathsurround",
            "null",
            "nolinebreak",
            "protect",
            "checkmark",
            "blacksquare",
            "qed",
            "qedhere",
            "qedsymbol");

    /** Commands whose argument is dropped with them. */
    static final Set<String> DROPPED_WITH_ARGUMENT = Set.of(
            "hspace", "hspace*", "vspace", "phantom", "hphantom", "vphantom", "tag", "label", "color", "mspace", "ref");

    /** Commands that set their argument bold; all are in {@link #TRANSPARENT}. */
    static final Set<String> BOLD = Set.of("mathbf", "boldsymbol", "bm", "pmb");

    /** Commands whose argument stays, as mathematics. */
    static final Set<String> TRANSPARENT = Set.of(
            "boxed",
            "fbox",
            "framebox",
            "mathbf",
            "boldsymbol",
            "bm",
            "mathit",
            "mathcal",
            "mathsf",
            "mathtt",
            "mathfrak",
            "mathscr",
            "underline",
            "smash",
            "mathop",
            "mathord",
            "mathrel",
            "mathbin",
            "ensuremath",
            "pmb",
            "mathnormal",
            "emph",
            "underset",
            "displaylines",
            "mathclose",
            "mathopen",
            "mathinner",
            "mathpunct",
            "llap",
            "rlap",
            "textcolor");

    /** Commands whose argument is text. */
    static final Set<String> TEXT = Set.of(
            "text",
            "mathrm",
            "textrm",
            "textbf",
            "textit",
            "textsf",
            "texttt",
            "textup",
            "textnormal",
            "mbox",
            "hbox",
            "textsc",
            "textmd",
            "intertext",
            "mathup",
            "symup",
            "unit",
            "si",
            "textsl");

    /** Words of prose of two or three letters; longer ones are recognised by their looks. */
    static final Set<String> SHORT_WORDS = Set.of(
            "yes", "no", "odd", "one", "two", "six", "ten", "red", "all", "none", "not", "the", "are", "is", "to", "by",
            "at", "of", "per", "any", "its", "it", "has", "can", "day", "man", "men", "boy", "dog", "cat", "car", "pen",
            "cup", "bag", "box", "way", "may", "set", "new", "old", "big", "sum", "for", "if", "as", "but", "so", "he",
            "she", "we", "they", "you", "with", "dne", "na", "usd", "tie", "win", "both", "sat", "sun", "mon", "tue",
            "wed", "thu", "fri", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "true",
            "let", "was", "be", "do", "an", "out", "only", "hrs", "hr", "min", "mins", "sec", "secs", "who", "row",
            "top", "end", "low", "even", "zero", "blue", "east", "west");

    private static final Set<String> CONNECTIVES =
            Set.of("where", "with", "for", "if", "when", "while", "such", "given", "provided");

    static {
        operators();
        relations();
        brackets();
        structures();
        functions();
        plainWords();
        for (String letter : LETTER_NAMES) {
            COMMANDS.put(letter, new Entry(Kind.LETTER, letter));
        }
        COMMANDS.put("imath", new Entry(Kind.LETTER, "i"));
        COMMANDS.put("jmath", new Entry(Kind.LETTER, "j"));
        ACCENTS.forEach((command, accent) -> COMMANDS.put(command, new Entry(Kind.ACCENT, accent)));
    }

    private Vocabulary() {}

    static boolean isConnective(String word) {
        return CONNECTIVES.contains(word.toLowerCase(Locale.ROOT));
    }

    private static void operators() {
        command(Kind.TIMES, "cdot", "times", "ast", "bullet", "centerdot", "cdotp");
        command(Kind.SLASH, "div", "slash");
        command(Kind.PLUS_MINUS, "pm");
        command(Kind.MINUS_PLUS, "mp");
        command(Kind.UNION, "cup", "bigcup", "sqcup");
        command(Kind.INTERSECTION, "cap", "bigcap");
        command(Kind.DIFFERENCE, "setminus", "backslash", "smallsetminus");
        command(Kind.MODULO, "bmod", "mod");
        command(Kind.PARENTHESISED_MODULO, "pmod", "pod");
        command(Kind.COMPOSE, "circ");
        command(Kind.DEGREE, "degree", "textdegree");
        command(Kind.WEDGE, "land", "wedge");
        command(Kind.VEE, "lor", "vee");
        command(Kind.MID, "mid");
        command(Kind.PRIME, "prime");
        command(Kind.WIDE_SPACE, "quad", "qquad");
        command(
                Kind.ELLIPSIS,
                "ldots",
                "cdots",
                "dots",
                "dotsc",
                "dotsb",
                "dotsm",
                "dotsi",
                "dotso",
                "vdots",
                "ddots",
                "textellipsis");
        command(Kind.INFINITY, "infty", "infin");
        command(Kind.COLON, "colon");
        command(Kind.PLUS, "plus");
        COMMANDS.put("euro", new Entry(Kind.CURRENCY, "euro"));
        COMMANDS.put("EUR", new Entry(Kind.CURRENCY, "euro"));
        COMMANDS.put("texteuro", new Entry(Kind.CURRENCY, "euro"));
        COMMANDS.put("pounds", new Entry(Kind.CURRENCY, "pound"));
        COMMANDS.put("textsterling", new Entry(Kind.CURRENCY, "pound"));
        COMMANDS.put("yen", new Entry(Kind.CURRENCY, "yen"));
        COMMANDS.put("rupee", new Entry(Kind.CURRENCY, "rupee"));
        COMMANDS.put("cent", new Entry(Kind.CURRENCY, "cent"));
        COMMANDS.put("textcent", new Entry(Kind.CURRENCY, "cent"));
        COMMANDS.put("AA", new Entry(Kind.WORD, "Å"));
        COMMANDS.put("dollar", new Entry(Kind.CURRENCY, "dollar"));
        COMMANDS.put("textdollar", new Entry(Kind.CURRENCY, "dollar"));
    }

    private static void relations() {
        relation("EQUAL", "eq");
        relation("NOT_EQUAL", "ne", "neq");
        relation("LESS", "lt");
        relation("LESS_OR_EQUAL", "le", "leq", "leqslant", "leqq");
        relation("GREATER", "gt");
        relation("GREATER_OR_EQUAL", "ge", "geq", "geqslant", "geqq");
        relation("ELEMENT_OF", "in");
        relation("NOT_ELEMENT_OF", "notin");
        relation("SUBSET", "subset", "subseteq", "subsetneq");
        relation("APPROXIMATELY", "approx", "simeq", "cong", "thickapprox", "doteq", "sim", "approxeq");
        relation("PROPORTIONAL", "propto", "varpropto");
        relation("PARALLEL", "parallel");
        relation("PERPENDICULAR", "perp", "bot");
        relation("MAPS_TO", "to", "mapsto", "rightarrow", "longrightarrow", "longmapsto");
        command(Kind.EQUIVALENT, "equiv");
    }

    private static void brackets() {
        command(Kind.LEFT_BRACE, "{", "lbrace");
        command(Kind.RIGHT_BRACE, "}", "rbrace");
        command(Kind.LEFT_BRACKET, "lbrack");
        command(Kind.RIGHT_BRACKET, "rbrack");
        command(Kind.LEFT_PARENTHESIS, "lparen", "lgroup");
        command(Kind.RIGHT_PARENTHESIS, "rparen", "rgroup");
        command(Kind.LEFT_ANGLE, "langle");
        command(Kind.RIGHT_ANGLE, "rangle");
        command(Kind.LEFT_FLOOR, "lfloor");
        command(Kind.RIGHT_FLOOR, "rfloor");
        command(Kind.LEFT_CEILING, "lceil");
        command(Kind.RIGHT_CEILING, "rceil");
        command(Kind.LEFT_BAR, "lvert");
        command(Kind.RIGHT_BAR, "rvert");
        command(Kind.BAR, "vert");
        command(Kind.LEFT_DOUBLE_BAR, "lVert");
        command(Kind.RIGHT_DOUBLE_BAR, "rVert");
        command(Kind.DOUBLE_BAR, "|", "Vert");
    }

    private static void structures() {
        command(Kind.FRACTION, "frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac", "flatfrac");
        command(Kind.BINOMIAL, "binom", "dbinom", "tbinom");
        COMMANDS.put("sqrt", new Entry(Kind.RADICAL, "2"));
        COMMANDS.put("surd", new Entry(Kind.RADICAL, "2"));
        COMMANDS.put("cbrt", new Entry(Kind.RADICAL, "3"));
        command(Kind.OVER, "over");
        command(Kind.CHOOSE, "choose");
        COMMANDS.put("sum", new Entry(Kind.BIG_OPERATOR, "SUM"));
        COMMANDS.put("prod", new Entry(Kind.BIG_OPERATOR, "PRODUCT"));
        command(Kind.INTEGRAL, "int", "intop", "smallint");
        command(Kind.LIMIT, "lim");
        command(Kind.ROW, "\\", "cr", "tabularnewline");
        COMMANDS.put("emptyset", new Entry(Kind.NAMED_SET, "EMPTY"));
        COMMANDS.put("varnothing", new Entry(Kind.NAMED_SET, "EMPTY"));
        COMMANDS.put("O", new Entry(Kind.NAMED_SET, "EMPTY"));
        COMMANDS.put("R", new Entry(Kind.NAMED_SET, "REALS"));
        COMMANDS.put("reals", new Entry(Kind.NAMED_SET, "REALS"));
        COMMANDS.put("Reals", new Entry(Kind.NAMED_SET, "REALS"));
        COMMANDS.put("N", new Entry(Kind.NAMED_SET, "NATURALS"));
        COMMANDS.put("Z", new Entry(Kind.NAMED_SET, "INTEGERS"));
        COMMANDS.put("Q", new Entry(Kind.NAMED_SET, "RATIONALS"));
        COMMANDS.put("C", new Entry(Kind.NAMED_SET, "COMPLEXES"));
        for (String macro : new String[] {"pmatrix", "bmatrix", "vmatrix", "matrix", "Vmatrix", "Bmatrix"}) {
            COMMANDS.put(macro, new Entry(Kind.MATRIX_MACRO, macro));
        }
    }

    private static void functions() {
        String same = "sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh coth sech csch "
                + "arsinh arcosh artanh exp ln log lg gcd lcm min max sgn det arg dim deg ker tr re im conj cis abs floor "
                + "ceil transpose norm factorial";
        for (String name : same.split(" ")) {
            FUNCTIONS.put(name, name);
        }
        String renamed = "cosec:csc cotan:cot tg:tan ctg:cot arctg:arctan asin:arcsin acos:arccos atan:arctan "
                + "sh:sinh ch:cosh th:tanh arcsinh:arsinh arccosh:arcosh arctanh:artanh asinh:arsinh acosh:arcosh atanh:artanh "
                + "sign:sgn trace:tr Tr:tr Re:re Im:im Arg:arg Ln:ln Log:log ceiling:ceil Gcd:gcd sine:sin cosine:cos tangent:tan "
                + "GCD:gcd LCM:lcm GCF:gcd gcf:gcd Sin:sin Cos:cos Tan:tan hcf:gcd HCF:gcd arccosec:arccsc";
        for (String pair : renamed.split(" ")) {
            int colon = pair.indexOf(':');
            FUNCTIONS.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        for (String command : new String[] {
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "arcsin",
            "arccos",
            "arctan",
            "arccot",
            "arcsec",
            "arccsc",
            "sinh",
            "cosh",
            "tanh",
            "coth",
            "sech",
            "csch",
            "exp",
            "ln",
            "log",
            "lg",
            "gcd",
            "lcm",
            "min",
            "max",
            "det",
            "arg",
            "dim",
            "deg",
            "ker",
            "arsinh",
            "arcosh",
            "artanh",
            "tg",
            "ctg",
            "arctg",
            "Re",
            "Im",
            "sgn",
            "tr",
            "cosec",
            "arccosec",
            "sh",
            "ch",
            "th"
        }) {
            COMMANDS.put(command, new Entry(Kind.FUNCTION, FUNCTIONS.getOrDefault(command, command)));
        }
    }

    private static void plainWords() {
        word(Kind.AND, "and");
        word(Kind.OR, "or");
        word(Kind.MODULO, "mod", "modulo");
        word(Kind.INFINITY, "infinity", "infty", "oo", "inf");
        word(Kind.UNION, "union");
        word(Kind.INTERSECTION, "intersection", "intersect");
        word(Kind.CHOOSE, "choose");
        word(Kind.PERCENT, "percent", "pct", "percentage");
        PLAIN_WORDS.put("sqrt", new Entry(Kind.RADICAL, "2"));
        PLAIN_WORDS.put("cbrt", new Entry(Kind.RADICAL, "3"));
    }

    private static void command(Kind kind, String... names) {
        for (String name : names) {
            COMMANDS.put(name, new Entry(kind, name));
        }
    }

    private static void relation(String operator, String... names) {
        for (String name : names) {
            COMMANDS.put(name, new Entry(Kind.RELATION, operator));
        }
    }

    private static void word(Kind kind, String... names) {
        for (String name : names) {
            PLAIN_WORDS.put(name, new Entry(kind, name));
        }
    }
}
