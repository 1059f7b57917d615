package org.rlvr4j.verifiers.code.language;

import java.util.List;
import java.util.Set;

/** Writes a class with the constructors and methods of a class under test, each of which asks the other process. */
final class JavaStub {

    /** Every word that a type may have; the description comes from the program itself. */
    private static final Set<String> TYPE_WORDS = Set.of(
            "void",
            "boolean",
            "byte",
            "char",
            "short",
            "int",
            "long",
            "float",
            "double",
            "java.lang.Object",
            "java.lang.String",
            "java.lang.CharSequence",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Number",
            "java.lang.Iterable",
            "java.math.BigInteger",
            "java.util.List",
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.Collection",
            "java.util.Deque",
            "java.util.ArrayDeque",
            "java.util.Queue",
            "java.util.Set",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.SortedSet",
            "java.util.Map",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.SortedMap",
            "java.util.Map.Entry",
            "java.util.Optional",
            "extends",
            "super");

    private static final int MAX_TYPE = 500;

    private JavaStub() {}

    static String of(String name, List<String> members) throws UnsupportedSignatureException {
        StringBuilder out = new StringBuilder("@SuppressWarnings(\"unchecked\")\npublic class " + name + " {\n");
        out.append("  private long rlvr;\n");
        int supported = 0;
        String refused = "";
        for (String member : members.subList(1, members.size())) {
            String[] parts = member.split(";", -1);
            if (parts.length < 3) {
                continue;
            }
            String bad = unsupported(parts);
            if (!bad.isEmpty()) {
                refused = bad;
                continue;
            }
            supported++;
            write(out, name, parts);
        }
        if (supported == 0) {
            throw new UnsupportedSignatureException(
                    "no method of " + name + " has types that are supported: " + refused);
        }
        return out.append("}\n").toString();
    }

    private static void write(StringBuilder out, String name, String[] parts) {
        String given = given(parts);
        if (parts[0].equals("constructor")) {
            out.append("  public ")
                    .append(name)
                    .append('(')
                    .append(parameters(parts))
                    .append(") { rlvr = RlvrTester.create(\"");
            out.append(name).append('"').append(given).append("); }\n");
            return;
        }
        boolean isStatic = parts[0].equals("static");
        String result = parts[2].replace('$', '.');
        out.append("  public ")
                .append(isStatic ? "static " : "")
                .append(result)
                .append(' ')
                .append(parts[1]);
        out.append('(').append(parameters(parts)).append(") { ");
        out.append(result.equals("void") ? "" : "return (" + result + ") ");
        out.append(isStatic ? "RlvrTester.callStatic(" : "RlvrTester.call(rlvr, ");
        out.append("new Object() {}.getClass().getEnclosingMethod()")
                .append(given)
                .append("); }\n");
    }

    private static String parameters(String[] parts) {
        StringBuilder out = new StringBuilder();
        for (int i = 3; i < parts.length; i++) {
            out.append(i == 3 ? "" : ", ")
                    .append(parts[i].replace('$', '.'))
                    .append(" a")
                    .append(i);
        }
        return out.toString();
    }

    /** Each argument is cast, so that one array is not taken for all of them. */
    private static String given(String[] parts) {
        StringBuilder out = new StringBuilder();
        for (int i = 3; i < parts.length; i++) {
            out.append(", (Object) a").append(i);
        }
        return out.toString();
    }

    private static String unsupported(String[] parts) {
        if (!List.of("constructor", "static", "instance").contains(parts[0])
                || !(parts[0].equals("constructor") || isName(parts[1]))) {
            return "a name";
        }
        for (int i = 2; i < parts.length; i++) {
            if (!isType(parts[i])) {
                return parts[i];
            }
        }
        return "";
    }

    private static boolean isType(String type) {
        StringBuilder word = new StringBuilder();
        for (char c : (type.replace('$', '.') + " ").toCharArray()) {
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.') {
                word.append(c);
                continue;
            }
            if ((!word.isEmpty() && !TYPE_WORDS.contains(word.toString())) || " <>,[]?".indexOf(c) < 0) {
                return false;
            }
            word.setLength(0);
        }
        return type.length() <= MAX_TYPE;
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= 200
                && name.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')
                && !Character.isDigit(name.charAt(0));
    }
}
