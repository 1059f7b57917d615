package org.rlvr4j.verifiers.code.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.verifiers.code.TestProgramTask;

/** Python 3, by the system's own interpreter. */
public final class PythonLanguage implements Language {

    private static final String WIRE = Resources.read("wire.py");
    private static final String SERVE = WIRE + "\n\n" + Resources.read("serve.py");
    private static final String TESTER = WIRE + "\n\n" + Resources.read("tester.py");
    private static final int INDENT = 4;

    private final Toolchain toolchain = Toolchain.find("python3", "python3");

    /** Looks for the interpreter. */
    public PythonLanguage() {}

    @Override
    public String id() {
        return "python";
    }

    @Override
    public List<String> aliases() {
        return List.of("py", "python3", "py3");
    }

    @Override
    public Toolchain toolchain() {
        return toolchain;
    }

    @Override
    public Optional<String> version() {
        return toolchain.version("--version").filter(version -> Versions.atLeast(version, 3, 8));
    }

    @Override
    public boolean boolIsNumber() {
        return true;
    }

    @Override
    public Build standalone(String program) {
        return Build.interpreted(Map.of("main.py", program), python("main.py"), Build.Needs.NOTHING);
    }

    @Override
    public Build candidate(String program, String entryPoint) {
        List<String> run = new ArrayList<>(python("serve.py"));
        run.add("/w/program.py");
        return Build.interpreted(Map.of("serve.py", SERVE, "program.py", program), run, Build.Needs.NOTHING);
    }

    @Override
    public Build tester(TestProgramTask task, Map<String, List<String>> names) {
        return Build.interpreted(Map.of("tester.py", TESTER), python("tester.py"), Build.Needs.NOTHING);
    }

    /**
     * Returns how the interpreter is started, in isolated mode: neither the environment nor the current folder has a say.
     *
     * @return its path and options
     */
    public List<String> interpreter() {
        return List.of(toolchain.path(), "-I");
    }

    private List<String> python(String file) {
        List<String> command = new ArrayList<>(interpreter());
        command.add("/w/" + file);
        return command;
    }

    @Override
    public boolean defines(String program, String name) {
        return program.lines().anyMatch(line -> {
            String rest = line.startsWith("async ") ? line.substring(6).stripLeading() : line;
            for (String keyword : List.of("def ", "class ")) {
                if (rest.startsWith(keyword)) {
                    return Words.startsWith(rest.substring(keyword.length()).stripLeading(), name);
                }
            }
            return Words.startsWith(rest, name)
                    && rest.substring(name.length()).stripLeading().startsWith("=");
        });
    }

    /** A body whose first line, or all of whose lines, lost their indentation gets it back. */
    @Override
    public String complete(String prompt, String body) {
        List<String> lines = body.lines().toList();
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        String separator = prompt.endsWith("\n") ? "" : "\n";
        if (first == lines.size() || indent(lines.get(first)) > 0) {
            return prompt + separator + body;
        }
        boolean onlyFirst = onlyFirstLineMoved(lines, first);
        StringBuilder out = new StringBuilder(prompt).append(separator);
        for (int i = first; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && (i == first || !onlyFirst)) {
                out.append(" ".repeat(INDENT));
            }
            out.append(lines.get(i)).append('\n');
        }
        return out.toString();
    }

    private static boolean onlyFirstLineMoved(List<String> lines, int first) {
        boolean opens = lines.get(first).stripTrailing().endsWith(":");
        for (int i = first + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                return indent(lines.get(i)) >= (opens ? 2 * INDENT : INDENT);
            }
        }
        return true;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
