package org.rlvr4j.verifiers.code.language;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlvr4j.verifiers.code.TestProgramTask;

/**
 * Java, by the JDK that runs this. Methods may take and return primitive types, strings, arrays, and the collections,
 * maps and optionals of {@code java.util}; classes under test may have state.
 */
public final class JavaLanguage implements Language {

    private static final Map<String, String> OWN = Map.of(
            "RlvrWire.java", Resources.read("RlvrWire.java.txt"),
            "RlvrServe.java", Resources.read("RlvrServe.java.txt"),
            "RlvrTester.java", Resources.read("RlvrTester.java.txt"),
            "RlvrMain.java", Resources.read("RlvrMain.java.txt"));

    /** What competition sites import for everybody; on one line, so that line numbers stay. */
    private static final String IMPORTS =
            "import java.util.*; import java.util.function.*; import java.util.stream.*;" + " import java.math.*; ";

    private static final String PACKAGE = "openjdk-17-jdk-headless";

    private final Path home = Path.of(System.getProperty("java.home"));
    private final Toolchain toolchain = Toolchain.at(home.resolve("bin/javac"), PACKAGE);

    /** Looks for the compiler of the JDK that runs this. */
    public JavaLanguage() {}

    @Override
    public String id() {
        return "java";
    }

    @Override
    public List<String> aliases() {
        return List.of("java17", "jdk");
    }

    @Override
    public Toolchain toolchain() {
        return toolchain;
    }

    @Override
    public Optional<String> version() {
        return toolchain.version("-version").filter(version -> Versions.atLeast(version, 17, 0));
    }

    @Override
    public boolean boolIsNumber() {
        return false;
    }

    /** A tester that leaves by System.exit has found something. */
    @Override
    public boolean assertionsAbort() {
        return true;
    }

    @Override
    public Build standalone(String program) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(JavaSource.fileName(program), program);
        return build(files, "RlvrMain");
    }

    @Override
    public Build candidate(String program, String entryPoint) {
        String source = imported(JavaSource.wrapped(program));
        Map<String, String> files = new LinkedHashMap<>();
        files.put(JavaSource.fileName(source), source);
        return build(files, "RlvrServe");
    }

    @Override
    public Build tester(TestProgramTask task, Map<String, List<String>> names) throws UnsupportedSignatureException {
        if (task.tests().size() != 1) {
            throw new UnsupportedSignatureException("a Java task takes one test program");
        }
        String tests = imported(
                task.setup().isEmpty()
                        ? task.tests().get(0)
                        : task.setup() + "\n" + task.tests().get(0));
        Map<String, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> described : names.entrySet()) {
            String name = described.getKey();
            boolean own = JavaSource.declares(tests, name) || name.equals("Main");
            if (!own && JavaStub.isName(name) && !name.startsWith("Rlvr") && JavaSource.mentions(tests, name)) {
                files.put(name + ".java", JavaStub.of(name, described.getValue()));
            }
        }
        files.put(JavaSource.fileName(tests), tests);
        return build(files, "RlvrTester");
    }

    private static String imported(String source) {
        return source.startsWith("package ") || source.contains("\npackage ") ? source : IMPORTS + source;
    }

    private Build build(Map<String, String> files, String main) {
        List<String> own = compile(OWN.keySet(), "/w");
        List<String> run = List.of(
                home.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Xss64m",
                "-Xmx" + Build.HEAP + "m",
                "-ea",
                "-Dfile.encoding=UTF-8",
                "-cp",
                "/w",
                main,
                "/w");
        return new Build(
                files,
                Optional.of(new Build.Prebuilt(OWN, own)),
                compile(files.keySet(), "/w"),
                run,
                Build.Needs.ADDRESS_SPACE);
    }

    private List<String> compile(Set<String> names, String classPath) {
        List<String> compile = new ArrayList<>(List.of(
                toolchain.path(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-J-Xshare:auto",
                "-J-Xmx512m",
                "-proc:none",
                "-nowarn",
                "-Xlint:none",
                "-encoding",
                "UTF-8",
                "-d",
                "/out"));
        compile.addAll(List.of("-cp", classPath));
        names.forEach(name -> compile.add("/w/" + name));
        return compile;
    }

    @Override
    public boolean defines(String program, String name) {
        return Words.definesInBraces(program, name);
    }
}
