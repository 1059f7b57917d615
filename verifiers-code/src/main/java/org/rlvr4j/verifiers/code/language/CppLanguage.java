package org.rlvr4j.verifiers.code.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlvr4j.verifiers.code.TestProgramTask;

/**
 * C++20, by g++. Functions may take and return numbers, truth values, characters, strings, and the standard library's
 * containers, pairs, tuples and optionals of these.
 */
public final class CppLanguage implements Language {

    private static final String WIRE = Resources.read("wire.hpp");
    private static final String SERVE = Resources.read("serve.hpp");
    private static final String TESTER = Resources.read("tester.hpp");

    /** What a tester's source may take over from the program's own description of its function. */
    private static final Set<String> TYPE_WORDS = Set.of(
            "void",
            "bool",
            "char",
            "signed",
            "unsigned",
            "short",
            "int",
            "long",
            "float",
            "double",
            "const",
            "string",
            "vector",
            "list",
            "deque",
            "array",
            "set",
            "unordered_set",
            "map",
            "unordered_map",
            "pair",
            "tuple",
            "optional",
            "std");

    private static final String INCLUDE = "#include \"wire.hpp\"\n";

    /** The same for header and program: a precompiled header is taken for the same flags only. */
    private static final List<String> FLAGS = List.of("-std=gnu++20", "-O2", "-w");

    private static final List<String> RUN = List.of("/w/main");
    private static final Build.Needs NEEDS = Build.Needs.NOTHING;
    private static final int MAX_TYPE = 500;

    private final Toolchain toolchain = Toolchain.find("g++", "g++");

    /** Looks for the compiler. */
    public CppLanguage() {}

    @Override
    public String id() {
        return "cpp";
    }

    @Override
    public List<String> aliases() {
        return List.of("c++", "cc", "cxx", "cpp17", "cpp20", "c++17", "c++20");
    }

    @Override
    public Toolchain toolchain() {
        return toolchain;
    }

    @Override
    public Optional<String> version() {
        return toolchain.version("-dumpfullversion").filter(version -> Versions.atLeast(version, 10, 0));
    }

    @Override
    public boolean boolIsNumber() {
        return false;
    }

    @Override
    public boolean assertionsAbort() {
        return true;
    }

    @Override
    public Build standalone(String program) {
        return new Build(
                Map.of("main.cpp", program), Optional.empty(), compile("/out/main", "/w/main.cpp"), RUN, NEEDS);
    }

    @Override
    public Build candidate(String program, String entryPoint) {
        String name = entryPoint.substring(entryPoint.lastIndexOf('.') + 1);
        boolean method = hasClass(program, "Solution");
        String function =
                entryPoint.contains(".") ? entryPoint.replace(".", "::") : method ? "Solution::" + name : name;
        String source = INCLUDE + SERVE
                + (writesStd(program) ? "" : "using namespace std;\n")
                + "#define main rlvr_program_main\n#line 1 \"program.cpp\"\n"
                + program
                + "\n#undef main\n#undef int\n#undef rlvr\n"
                + "signed main() { return rlvr::serve_function(\"" + (method ? "Solution." : "") + name + "\", &"
                + function + "); }\n";
        return build(source);
    }

    /** Competition sites spare everybody the name space. */
    private static boolean writesStd(String program) {
        return program.contains("std::") || program.contains("using namespace std");
    }

    private static boolean hasClass(String program, String name) {
        return program.contains("class " + name) || program.contains("struct " + name);
    }

    @Override
    public Build tester(TestProgramTask task, Map<String, List<String>> names) throws UnsupportedSignatureException {
        if (task.tests().size() != 1) {
            throw new UnsupportedSignatureException("a C++ task takes one test program");
        }
        Map.Entry<String, List<String>> described = names.entrySet().stream()
                .findFirst()
                .orElseThrow(() -> new UnsupportedSignatureException("the program described no function"));
        List<String> types = described.getValue();
        if (types.size() < 2) {
            throw new UnsupportedSignatureException("the program described no function");
        }
        String name = task.entryPoint().substring(task.entryPoint().lastIndexOf('.') + 1);
        String stub = stub(name, types);
        boolean method = described.getKey().startsWith("Solution.");
        String tests = task.tests().get(0);
        String source = INCLUDE + TESTER
                + "using namespace std;\n"
                + task.helpers() + "\n"
                + (method ? "struct Solution {\n" + stub + "};\n" : stub)
                + task.setup()
                + "\n#line 1 \"tests.cpp\"\n"
                + tests
                + (Words.definesInBraces(tests, "main")
                        ? "\n"
                        : Words.definesInBraces(tests, "check") ? "\nint main() { check(); }\n" : "\n");
        return build(source);
    }

    /** A function of the same signature that asks the other process. */
    private static String stub(String name, List<String> types) throws UnsupportedSignatureException {
        String result = checked(types.get(1));
        StringBuilder parameters = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        for (int i = 2; i < types.size(); i++) {
            parameters
                    .append(i == 2 ? "" : ", ")
                    .append(checked(types.get(i)))
                    .append(" a")
                    .append(i);
            arguments.append(", a").append(i);
        }
        String value = result.endsWith("&") ? result.substring(0, result.length() - 1) : result;
        String plain = value.startsWith("const ") ? value.substring("const ".length()) : value;
        return plain + " " + name + "(" + parameters + ") { return rlvr::Remote::instance().call<" + plain + ">(\""
                + name + "\"" + arguments + "); }\n";
    }

    /** The description comes from the program, so no word of it is taken on trust. */
    private static String checked(String type) throws UnsupportedSignatureException {
        boolean fine = type.length() <= MAX_TYPE && !type.isEmpty();
        StringBuilder word = new StringBuilder();
        for (char c : (type + " ").toCharArray()) {
            if ((c >= 'a' && c <= 'z') || c == '_') {
                word.append(c);
                continue;
            }
            fine &= word.isEmpty() || TYPE_WORDS.contains(word.toString());
            fine &= " <>,:&".indexOf(c) >= 0 || (c >= '0' && c <= '9');
            word.setLength(0);
        }
        if (!fine) {
            throw new UnsupportedSignatureException("a type of the program's function is not supported: " + type);
        }
        return type;
    }

    private Build build(String source) {
        List<String> header = new ArrayList<>(List.of(toolchain.path(), "-x", "c++-header"));
        header.addAll(compile("/out/wire.hpp.gch", "/w/wire.hpp").subList(1, FLAGS.size() + 4));
        return new Build(
                Map.of("main.cpp", source, "wire.hpp", WIRE),
                Optional.of(new Build.Prebuilt(Map.of("wire.hpp", WIRE), header)),
                compile("/out/main", "/w/main.cpp"),
                RUN,
                NEEDS);
    }

    private List<String> compile(String output, String source) {
        List<String> command = new ArrayList<>(List.of(toolchain.path()));
        command.addAll(FLAGS);
        command.addAll(List.of("-o", output, source));
        return command;
    }

    @Override
    public boolean defines(String program, String name) {
        return Words.definesInBraces(program, name);
    }
}
