package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Cuts a folded text into tokens; whatever only changes how an answer looks is dropped here. */
final class Lexer {

    /** What an open brace of LaTeX is, so that its closing one is read alike. */
    private enum Brace {
        GROUP,
        DROPPED,
        TEXT,
        TEXT_GROUP
    }

    private final String text;
    private final NumberScanner numbers;
    private final LetterRuns letterRuns;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Brace> braces = new ArrayList<>();
    private int index;
    private boolean spaced;
    private int textDepth;
    private int bracketDepth;
    private int matrixDepth;
    private boolean negated;

    private Lexer(String text) {
        this.text = text;
        numbers = new NumberScanner(text);
        letterRuns = new LetterRuns(this, text.indexOf('\\') >= 0);
    }

    /**
     * Reads all tokens.
     *
     * @param text folded
     * @return the tokens; the last is {@link Kind#END}
     * @throws ParseFailure beyond a limit
     */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.index < text.length()) {
            lexer.next();
        }
        lexer.add(Kind.END, "");
        return UnitTokens.join(UnitVectors.resolveBold(TokenTidying.tidy(lexer.tokens)));
    }

    private void next() {
        char character = text.charAt(index);
        if (character == ' ' || character == '\t' || character == '\n' || character == '\r' || character == '~') {
            spaced = true;
            index++;
        } else if (isDigit(character) || (character == '.' && isDigit(at(index + 1)))) {
            number();
        } else if (Character.isLetter(text.codePointAt(index))) {
            index = letterRuns.read(text, index);
        } else if (character == '\\') {
            command();
        } else {
            symbol(character);
        }
    }

    private void number() {
        int start = index;
        Kind last = lastKind();
        boolean script =
                last == Kind.UNDERSCORE || last == Kind.CARET || last == Kind.FRACTION || last == Kind.BINOMIAL;
        String canonical = numbers.scan(start, bracketDepth == 0 && !script, !script && textDepth == 0);
        index = numbers.end();
        addAt(Kind.NUMBER, canonical, start, textDepth > 0);
    }

    private void symbol(char character) {
        int start = index;
        index++;
        switch (character) {
            case '{' -> openBrace(start);
            case '}' -> closeBrace();
            case '(' -> open(Kind.LEFT_PARENTHESIS, "(");
            case ')' -> close(Kind.RIGHT_PARENTHESIS, ")");
            case '[' -> open(Kind.LEFT_BRACKET, "[");
            case ']' -> close(Kind.RIGHT_BRACKET, "]");
            case '+' -> plus();
            case '-' -> minus();
            case '*' -> star();
            case '/' -> add(Kind.SLASH, "/");
            case '^' -> caret();
            case '_' -> add(Kind.UNDERSCORE, "_");
            case '!' -> exclamation();
            case '\'' -> add(Kind.PRIME, "'");
            case '"' -> add(Kind.DOUBLE_QUOTE, "\"");
            case '%' -> add(Kind.PERCENT, "%");
            case '$' -> dollar();
            case ',' -> add(Kind.COMMA, ",");
            case ';' -> add(Kind.SEMICOLON, ";");
            case ':' -> colon();
            case '.' -> period();
            case '&' -> ampersand();
            case '|' -> bar();
            case '=' -> equality();
            case '<' -> comparison("LESS", "LESS_OR_EQUAL");
            case '>' -> comparison("GREATER", "GREATER_OR_EQUAL");
            case '?', '`' -> spaced = true;
            default -> other(start);
        }
    }

    private void other(int start) {
        int codePoint = text.codePointAt(start);
        index = start + Character.charCount(codePoint);
        add(Kind.UNKNOWN, new String(Character.toChars(codePoint)));
    }

    private void openBrace(int start) {
        if (isSingleOperatorInBraces()) {
            return;
        }
        if (at(index) == '}' && !lastTakesArgument()) {
            index++;
            return;
        }
        if (textDepth > 0) {
            braces.add(Brace.TEXT);
            textDepth++;
            return;
        }
        braces.add(Brace.GROUP);
        addAt(Kind.GROUP, "{", start, false);
    }

    /** Reads <code>{=}</code>, <code>{,}</code> and the like as the sign alone; a sign in a script stays in its group. */
    private boolean isSingleOperatorInBraces() {
        if (at(index + 1) != '}' || "=+-,:;<>/".indexOf(at(index)) < 0 || lastTakesArgument()) {
            return false;
        }
        char operator = at(index);
        index++;
        symbol(operator);
        index++;
        return true;
    }

    private boolean lastTakesArgument() {
        Kind last = lastKind();
        return last == Kind.UNDERSCORE
                || last == Kind.CARET
                || last == Kind.FRACTION
                || last == Kind.BINOMIAL
                || last == Kind.RADICAL
                || last == Kind.ACCENT
                || last == Kind.PARENTHESISED_MODULO;
    }

    private void closeBrace() {
        if (braces.isEmpty()) {
            if (!onlyBracesFollow()) {
                add(Kind.UNKNOWN, "}");
            }
            return;
        }
        switch (braces.remove(braces.size() - 1)) {
            case GROUP -> add(Kind.END_GROUP, "}");
            case TEXT -> {
                textDepth--;
                spaced = true;
            }
            case TEXT_GROUP -> {
                textDepth--;
                add(Kind.END_GROUP, "}");
            }
            case DROPPED -> {}
        }
    }

    private boolean onlyBracesFollow() {
        for (int next = index; next < text.length(); next++) {
            if (" }.$*".indexOf(text.charAt(next)) < 0) {
                return false;
            }
        }
        return true;
    }

    private void open(Kind kind, String written) {
        bracketDepth++;
        add(kind, written);
    }

    private void close(Kind kind, String written) {
        bracketDepth = Math.max(0, bracketDepth - 1);
        add(kind, written);
    }

    private void plus() {
        if (text.startsWith("/-", index)) {
            index += 2;
            add(Kind.PLUS_MINUS, "+/-");
        } else if (at(index) == '-' && isDigit(at(index + 1)) && (tokens.isEmpty() || lastKind() == Kind.RELATION)) {
            index++;
            add(Kind.PLUS_MINUS, "+-");
        } else {
            add(Kind.PLUS, "+");
        }
    }

    private void minus() {
        if (at(index) == '>') {
            index++;
            add(Kind.RELATION, "MAPS_TO");
        } else {
            add(Kind.MINUS, "-");
        }
    }

    private void star() {
        if (at(index) == '*') {
            index++;
            add(Kind.CARET, "^");
        } else {
            add(Kind.TIMES, "*");
        }
    }

    /** Reads {@code ^\circ}, <code>^{\circ}</code> and {@code ^o} behind a digit as one degree sign. */
    private void caret() {
        int next = index;
        boolean braced = at(next) == '{';
        next = skipSpaces(braced ? next + 1 : next);
        int end = -1;
        if (text.startsWith("\\circ", next) && !isAsciiLetter(at(next + 5))) {
            end = next + 5;
        } else if (text.startsWith("\\degree", next)) {
            end = next + 7;
        } else if (at(next) == 'o' && lastKind() == Kind.NUMBER && !isAsciiLetter(at(next + 1))) {
            end = next + 1;
        }
        if (end > 0 && braced) {
            end = skipSpaces(end);
            end = at(end) == '}' ? end + 1 : -1;
        }
        if (end < 0) {
            add(Kind.CARET, "^");
        } else {
            index = end;
            add(Kind.DEGREE, "degree");
        }
    }

    private int skipSpaces(int start) {
        int next = start;
        while (at(next) == ' ') {
            next++;
        }
        return next;
    }

    private void exclamation() {
        if (at(index) == '=' && at(index + 1) != '=') {
            index++;
            add(Kind.RELATION, "NOT_EQUAL");
        } else {
            add(Kind.FACTORIAL, "!");
        }
    }

    /** Dollars that delimit mathematics were dropped before; behind {@code \text} they only change the mode. */
    private void dollar() {
        if (textDepth > 0 || !currencyFollows()) {
            spaced = true;
        } else {
            add(Kind.CURRENCY, "dollar");
        }
    }

    private boolean currencyFollows() {
        int next = skipSpaces(index);
        return isDigit(at(next)) || at(next) == '.' || at(next) == '-' || text.startsWith("\\frac", next);
    }

    private void colon() {
        if (at(index) == '=') {
            index++;
            relation("EQUAL");
        } else {
            add(Kind.COLON, ":");
        }
    }

    private void period() {
        if (text.startsWith("..", index)) {
            while (at(index) == '.') {
                index++;
            }
            add(Kind.ELLIPSIS, "ldots");
        } else if (lastKind() != Kind.WORD) {
            add(Kind.PERIOD, ".");
        }
    }

    private void ampersand() {
        int semicolon = text.indexOf(';', index);
        if (semicolon > index && semicolon <= index + 8) {
            @Nullable String replacement = HtmlEntities.meaning(text.substring(index, semicolon));
            if (replacement != null) {
                index = semicolon + 1;
                entity(replacement);
                return;
            }
        }
        add(Kind.AMPERSAND, "&");
    }

    private void entity(String replacement) {
        if (replacement.isBlank()) {
            spaced = true;
            return;
        }
        if (replacement.equals("<") || replacement.equals(">")) {
            index--;
            symbol(replacement.charAt(0));
            return;
        }
        for (Token token : Lexer.tokens(replacement)) {
            if (!token.is(Kind.END)) {
                add(token.kind(), token.text());
            }
        }
    }

    private void bar() {
        if (at(index) == '|' && isDoubleBar()) {
            index++;
            add(Kind.DOUBLE_BAR, "||");
        } else {
            add(Kind.BAR, "|");
        }
    }

    /** Plain text writes a norm as {@code ||v||}: two bars that do not touch a third, and a matching pair behind. */
    private boolean isDoubleBar() {
        boolean opens = index == 1 && at(2) != '|' && text.endsWith("||") && text.length() > 4;
        return opens
                || (index + 1 == text.length()
                        && !tokens.isEmpty()
                        && tokens.get(0).is(Kind.DOUBLE_BAR));
    }

    private void equality() {
        while (at(index) == '=') {
            index++;
        }
        if (at(index) == '>') {
            index++;
            add(Kind.UNKNOWN, "=>");
        } else {
            relation("EQUAL");
        }
    }

    private void comparison(String strict, String loose) {
        if (at(index) == '=') {
            index++;
            relation(loose);
        } else if (strict.equals("LESS") && at(index) == '>') {
            index++;
            relation("NOT_EQUAL");
        } else {
            relation(strict);
        }
    }

    private void relation(String operator) {
        if (!negated) {
            add(Kind.RELATION, operator);
            return;
        }
        negated = false;
        switch (operator) {
            case "EQUAL" -> add(Kind.RELATION, "NOT_EQUAL");
            case "ELEMENT_OF" -> add(Kind.RELATION, "NOT_ELEMENT_OF");
            case "LESS" -> add(Kind.RELATION, "GREATER_OR_EQUAL");
            case "GREATER" -> add(Kind.RELATION, "LESS_OR_EQUAL");
            case "LESS_OR_EQUAL" -> add(Kind.RELATION, "GREATER");
            case "GREATER_OR_EQUAL" -> add(Kind.RELATION, "LESS");
            default -> add(Kind.UNKNOWN, "not");
        }
    }

    private void command() {
        int start = index;
        index++;
        if (isDoubledEscape()) {
            index++;
        }
        if (index >= text.length()) {
            return;
        }
        char first = text.charAt(index);
        if (!isAsciiLetter(first)) {
            controlSymbol(first, start);
            return;
        }
        int nameStart = index;
        while (isAsciiLetter(at(index))) {
            index++;
        }
        String name = text.substring(nameStart, index);
        if (text.startsWith("*{", index)) {
            index++;
        }
        controlWord(name, start);
    }

    /** Outside tables a command behind two backslashes was escaped once too often. */
    private boolean isDoubledEscape() {
        if (matrixDepth > 0 || at(index) != '\\' || !isAsciiLetter(at(index + 1))) {
            return false;
        }
        int end = index + 1;
        while (isAsciiLetter(at(end))) {
            end++;
        }
        String name = text.substring(index + 1, end);
        return name.length() > 1
                && (Vocabulary.COMMANDS.containsKey(name)
                        || Vocabulary.TEXT.contains(name)
                        || Vocabulary.TRANSPARENT.contains(name)
                        || name.equals("left")
                        || name.equals("right")
                        || name.equals("begin")
                        || name.equals("mathbb"));
    }

    private void controlSymbol(char symbol, int start) {
        if (matrixDepth > 0 && (isDigit(symbol) || symbol == '-')) {
            // Golden answers occur whose doubled backslashes were halved.
            add(Kind.ROW, "\\");
            return;
        }
        index++;
        switch (symbol) {
            case ' ', ',', ';', ':', '!', '>', '/', '\n', '\t', '(', ')', '[', ']', '-' -> spaced = true;
            case '$' -> add(Kind.CURRENCY, "dollar");
            case '%' -> add(Kind.PERCENT, "%");
            case '{' -> open(Kind.LEFT_BRACE, "{");
            case '}' -> close(Kind.RIGHT_BRACE, "}");
            case '|' -> add(Kind.DOUBLE_BAR, "|");
            case '\\' -> row();
            case '&' -> add(Kind.AND, "and");
            case '#', '_' -> spaced = true;
            default -> addAt(Kind.UNKNOWN, "\\" + symbol, start, false);
        }
    }

    private void row() {
        if (at(index) == '[' && matrixDepth > 0) {
            int end = text.indexOf(']', index);
            if (end > 0 && end - index <= 8 && isLength(index + 1, end)) {
                index = end + 1;
            }
        }
        add(Kind.ROW, "\\\\");
    }

    private boolean isLength(int start, int end) {
        return end - start >= 3 && isAsciiLetter(text.charAt(end - 1)) && isAsciiLetter(text.charAt(end - 2));
    }

    private void controlWord(String name, int start) {
        switch (name) {
            case "left", "bigl", "Bigl", "biggl", "Biggl" -> delimiter(Kind.LEFT_BAR, Kind.LEFT_DOUBLE_BAR);
            case "right", "bigr", "Bigr", "biggr", "Biggr" -> delimiter(Kind.RIGHT_BAR, Kind.RIGHT_DOUBLE_BAR);
            case "middle", "bigm", "Bigm" -> delimiter(Kind.MID, Kind.DOUBLE_BAR);
            case "big", "Big", "bigg", "Bigg" -> spaced = true;
            case "not" -> negated = true;
            case "negated" -> negateLast();
            case "nmid" -> add(Kind.UNKNOWN, "nmid");
            case "begin" -> begin(start);
            case "end" -> end(start);
            case "mathbb", "Bbb", "mathds" -> blackboard();
            case "operatorname" -> operatorName();
            case "def",
                    "newcommand",
                    "renewcommand",
                    "let",
                    "gdef",
                    "edef",
                    "xdef",
                    "providecommand",
                    "DeclareMathOperator",
                    "csname",
                    "expandafter",
                    "catcode" -> throw new ParseFailure("\\" + name + ": definitions are not expanded", start);
            case "xrightarrow", "stackrel", "cancel", "bcancel", "xcancel", "overbrace", "underbrace" ->
                addAt(Kind.UNKNOWN, "\\" + name, start, false);
            default -> plainCommand(name, start);
        }
    }

    private void plainCommand(String name, int start) {
        if (Vocabulary.TEXT.contains(name)) {
            textGroup();
        } else if (Vocabulary.TRANSPARENT.contains(name)) {
            transparentGroup(name);
        } else if (Vocabulary.DROPPED.contains(name)) {
            spaced = true;
        } else if (Vocabulary.DROPPED_WITH_ARGUMENT.contains(name)) {
            skipArgument();
            spaced = true;
        } else {
            vocabularyCommand(name, start);
        }
    }

    private void vocabularyCommand(String name, int start) {
        Vocabulary.@Nullable Entry entry = Vocabulary.COMMANDS.get(name);
        if (entry == null) {
            if (!letterRuns.addRunIn(name, start)) {
                addAt(Kind.UNKNOWN, "\\" + name, start, false);
            }
        } else if (entry.kind() == Kind.RELATION) {
            relation(entry.text());
        } else if (negated && entry.kind() == Kind.EQUIVALENT) {
            negated = false;
            add(Kind.RELATION, "NOT_EQUAL");
        } else {
            countBracket(entry.kind());
            if (entry.kind() == Kind.MATRIX_MACRO) {
                matrixDepth++;
            }
            addAt(entry.kind(), entry.text(), start, false);
        }
    }

    private void countBracket(Kind kind) {
        switch (kind) {
            case LEFT_BRACE, LEFT_BRACKET, LEFT_PARENTHESIS, LEFT_ANGLE -> bracketDepth++;
            case RIGHT_BRACE, RIGHT_BRACKET, RIGHT_PARENTHESIS, RIGHT_ANGLE ->
                bracketDepth = Math.max(0, bracketDepth - 1);
            default -> {}
        }
    }

    private void negateLast() {
        if (lastKind() == Kind.RELATION) {
            Token last = tokens.remove(tokens.size() - 1);
            negated = true;
            relation(last.text());
        } else {
            add(Kind.UNKNOWN, "not");
        }
    }

    /** Reads the delimiter behind {@code \left} and its like; only bars need to know on which side they stand. */
    private void delimiter(Kind bar, Kind doubleBar) {
        index = skipSpaces(index);
        if (at(index) == '.') {
            index++;
            if (bar == Kind.RIGHT_BAR) {
                add(Kind.RIGHT_NOTHING, ".");
            }
        } else if (at(index) == '|') {
            index++;
            add(bar, "|");
        } else if (at(index) == '<') {
            index++;
            open(Kind.LEFT_ANGLE, "<");
        } else if (at(index) == '>') {
            index++;
            close(Kind.RIGHT_ANGLE, ">");
        } else if (text.startsWith("\\|", index) || text.startsWith("\\Vert", index)) {
            index += at(index + 1) == '|' ? 2 : 5;
            add(doubleBar, "|");
        } else if (text.startsWith("\\vert", index)) {
            index += 5;
            add(bar, "|");
        }
    }

    private void begin(int start) {
        String name = unstarred(argument());
        if (name.equals("array") || name.equals("tabular")) {
            skipOptional();
            skipArgument();
        } else if (name.startsWith("aligned") || name.equals("alignedat") || name.equals("gathered")) {
            skipOptional();
        }
        matrixDepth++;
        addAt(Kind.BEGIN, name, start, false);
    }

    private void end(int start) {
        matrixDepth = Math.max(0, matrixDepth - 1);
        addAt(Kind.END_ENVIRONMENT, unstarred(argument()), start, false);
    }

    /** Starred environments differ in numbering only. */
    private static String unstarred(String environment) {
        return environment.endsWith("*") ? environment.substring(0, environment.length() - 1) : environment;
    }

    private void skipOptional() {
        if (at(index) == '[') {
            int end = text.indexOf(']', index);
            if (end > 0 && end - index <= 4) {
                index = end + 1;
            }
        }
    }

    private void blackboard() {
        int start = index;
        String letter = argument();
        String set = switch (letter) {
            case "N" -> "NATURALS";
            case "Z" -> "INTEGERS";
            case "Q" -> "RATIONALS";
            case "R" -> "REALS";
            case "C" -> "COMPLEXES";
            default -> "";
        };
        if (set.isEmpty()) {
            boolean single = letter.length() == 1 && isAsciiLetter(letter.charAt(0));
            addAt(single ? Kind.LETTER : Kind.UNKNOWN, single ? letter : "\\mathbb", start, false);
        } else {
            addAt(Kind.NAMED_SET, set, start, false);
        }
    }

    private void operatorName() {
        int start = index;
        String name = argument();
        boolean plain = !name.isEmpty();
        for (int position = 0; position < name.length(); position++) {
            char character = name.charAt(position);
            plain &= isAsciiLetter(character) || isDigit(character) || "'^{}-_()+* ".indexOf(character) >= 0;
        }
        String compact = name.replace(" ", "");
        if (!plain || compact.isEmpty()) {
            throw new ParseFailure("an operator's name", start);
        }
        addAt(Kind.FUNCTION, Vocabulary.FUNCTIONS.getOrDefault(compact, compact), start, true);
    }

    /** Returns the text of the next brace group, or the next character, and goes behind it. */
    private String argument() {
        index = skipSpaces(index);
        if (at(index) != '{') {
            if (index >= text.length()) {
                return "";
            }
            int start = index;
            index += Character.charCount(text.codePointAt(index));
            return text.substring(start, index);
        }
        int start = index + 1;
        int end = groupEnd(index);
        index = Math.min(end + 1, text.length());
        return text.substring(Math.min(start, end), end).strip();
    }

    private int groupEnd(int open) {
        int depth = 0;
        for (int position = open; position < text.length(); position++) {
            char character = text.charAt(position);
            if (character == '\\') {
                position++;
            } else if (character == '{') {
                depth++;
            } else if (character == '}' && --depth == 0) {
                return position;
            }
        }
        return text.length();
    }

    private void skipArgument() {
        index = skipSpaces(index);
        if (at(index) == '{') {
            index = Math.min(groupEnd(index) + 1, text.length());
        }
    }

    private void textGroup() {
        index = skipSpaces(index);
        if (at(index) != '{') {
            if (isAsciiLetter(at(index))) {
                index++;
                addAt(Kind.WORD, text.substring(index - 1, index), index - 1, true);
            }
            return;
        }
        boolean kept = lastTakesArgument();
        int start = index;
        index++;
        textDepth++;
        if (kept) {
            addAt(Kind.GROUP, "{", start, false);
            braces.add(Brace.TEXT_GROUP);
        } else {
            spaced = true;
            braces.add(Brace.TEXT);
        }
    }

    /** Keeps the bold letters that name unit vectors and sets of numbers; tells whether one was here. */
    private boolean boldLetter(String name) {
        if (!Vocabulary.BOLD.contains(name)) {
            return false;
        }
        int next = skipSpaces(index);
        boolean braced = at(next) == '{';
        int letter = braced ? skipSpaces(next + 1) : next;
        boolean imath = text.startsWith("\\imath", letter) || text.startsWith("\\jmath", letter);
        int end = imath ? letter + 6 : letter + 1;
        char written = imath ? at(letter + 1) : at(letter);
        boolean closed = braced ? at(skipSpaces(end)) == '}' : !imath || !isAsciiLetter(at(end));
        if (!closed || "ijkRNZQC".indexOf(written) < 0 || written == '\0' || (lastTakesArgument() && !isAccented())) {
            return false;
        }
        int start = index;
        index = braced ? skipSpaces(end) + 1 : end;
        addAt(Kind.LETTER, UnitVectors.BOLD + written, start, false);
        return true;
    }

    private boolean isAccented() {
        return lastKind() == Kind.ACCENT;
    }

    private void transparentGroup(String name) {
        if (boldLetter(name)) {
            return;
        }
        if (name.equals("underset") || name.equals("textcolor")) {
            skipArgument();
        }
        index = skipSpaces(index);
        if (at(index) != '{') {
            return;
        }
        boolean kept = lastTakesArgument();
        int start = index;
        index++;
        if (kept) {
            addAt(Kind.GROUP, "{", start, false);
            braces.add(Brace.GROUP);
        } else {
            braces.add(Brace.DROPPED);
        }
    }

    // ------------------------------------------------------------------------------------ for LetterRuns

    boolean inText() {
        return textDepth > 0;
    }

    /** Tells whether a slash and a unit's letter follow, as in {@code m/s}. */
    boolean unitFollowsSlash(int position) {
        return at(position) == '/'
                && isAsciiLetter(at(position + 1))
                && !isAsciiLetter(at(position + 2))
                && Units.canonical(String.valueOf(at(position + 1))).isPresent();
    }

    /** Tells whether a slash came last and a unit before it. */
    boolean isBehindUnitAndSlash() {
        int size = tokens.size();
        return size > 1
                && tokens.get(size - 1).is(Kind.SLASH)
                && tokens.get(size - 2).is(Kind.WORD);
    }

    /** Tells whether only space and periods follow. */
    boolean atEnd(int position) {
        return text.substring(position).replace('.', ' ').isBlank();
    }

    /** Tells whether a number follows, with no more than space and a period before. */
    boolean amountFollows(int position) {
        int next = at(position) == '.' ? position + 1 : position;
        while (at(next) == ' ' || at(next) == '~' || (at(next) == '\\' && " ,}".indexOf(at(next + 1)) >= 0)) {
            next += at(next) == '\\' ? 2 : 1;
        }
        return isDigit(at(next == position ? next : closedText(next)));
    }

    /** Skips the brace that closes {@code \text{USD }} and the space behind. */
    private int closedText(int position) {
        return textDepth > 0 && at(position) == '}' ? skipSpaces(position + 1) : position;
    }

    boolean dollarFollows(int position) {
        int next = skipSpaces(position);
        return (at(next) == '$' || (at(next) == '\\' && at(next + 1) == '$'))
                && isDigit(at(skipSpaces(at(next) == '$' ? next + 1 : next + 2)));
    }

    boolean isBehindPi() {
        return lastKind() == Kind.LETTER && tokens.get(tokens.size() - 1).text().equals("pi");
    }

    /** Tells whether "square" or "cubic" came last, before which "in" is an inch. */
    boolean isBehindUnitPower() {
        return lastKind() == Kind.WORD
                && UnitReader.isPowerWord(tokens.get(tokens.size() - 1).text());
    }

    /** Tells whether a word begins behind a position, after spaces or one period. */
    boolean wordFollows(int position) {
        int next = at(position) == '.' ? position + 1 : position;
        return at(next) == ' ' && isAsciiLetter(at(skipSpaces(next))) && isAsciiLetter(at(skipSpaces(next) + 1));
    }

    boolean isSpaced() {
        return spaced;
    }

    Kind lastKind() {
        return tokens.isEmpty() ? Kind.END : tokens.get(tokens.size() - 1).kind();
    }

    /** Returns the kind before an opening brace, if that came last. */
    Kind lastKindOutsideGroup() {
        boolean group = lastKind() == Kind.GROUP && tokens.size() > 1;
        return group ? tokens.get(tokens.size() - 2).kind() : lastKind();
    }

    void add(Kind kind, String canonical) {
        addAt(kind, canonical, index, textDepth > 0);
    }

    void addAt(Kind kind, String canonical, int position, boolean upright) {
        if (tokens.size() >= Limits.TOKENS) {
            throw new ParseFailure("more than " + Limits.TOKENS + " tokens", position);
        }
        tokens.add(new Token(kind, canonical, position, spaced, upright));
        spaced = false;
    }

    void addRelation(String operator) {
        relation(operator);
    }

    private char at(int position) {
        return position >= 0 && position < text.length() ? text.charAt(position) : '\0';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    static boolean isAsciiLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
