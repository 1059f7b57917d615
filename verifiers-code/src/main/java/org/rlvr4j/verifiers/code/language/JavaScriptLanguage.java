package org.rlvr4j.verifiers.code.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.verifiers.code.TestProgramTask;

/** JavaScript, by Node. */
public final class JavaScriptLanguage implements Language {

    private static final String WIRE = Resources.read("wire.js");
    private static final String SERVE = WIRE + "\n" + Resources.read("serve.js");
    private static final String TESTER = WIRE + "\n" + Resources.read("tester.js");

    private final Toolchain toolchain = Toolchain.find("node", "nodejs");

    /** Looks for Node. */
    public JavaScriptLanguage() {}

    @Override
    public String id() {
        return "javascript";
    }

    @Override
    public List<String> aliases() {
        return List.of("js", "node", "nodejs", "mjs");
    }

    @Override
    public Toolchain toolchain() {
        return toolchain;
    }

    @Override
    public Optional<String> version() {
        return toolchain.version("--version").filter(version -> Versions.atLeast(version, 14, 0));
    }

    @Override
    public boolean boolIsNumber() {
        return false;
    }

    @Override
    public Build standalone(String program) {
        boolean module = program.lines().anyMatch(line -> line.startsWith("import ") || line.startsWith("export "));
        String name = module ? "main.mjs" : "main.js";
        return build(Map.of(name, program), name);
    }

    @Override
    public Build candidate(String program, String entryPoint) {
        Build build = build(Map.of("serve.js", SERVE, "program.js", program), "serve.js");
        List<String> run = new ArrayList<>(build.run());
        run.add("/w/program.js");
        return Build.interpreted(build.files(), run, build.needs());
    }

    @Override
    public Build tester(TestProgramTask task, Map<String, List<String>> names) {
        return build(Map.of("tester.js", TESTER), "tester.js");
    }

    private Build build(Map<String, String> files, String main) {
        return Build.interpreted(
                files,
                List.of(toolchain.path(), "--stack-size=4000", "--max-old-space-size=" + Build.HEAP, "/w/" + main),
                Build.Needs.ADDRESS_SPACE);
    }

    @Override
    public boolean defines(String program, String name) {
        return Words.definesInBraces(program, name);
    }
}
