package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rlvr4j.verifiers.code.CodeVerifierOptions.Extraction;
import org.rlvr4j.verifiers.code.language.CppLanguage;
import org.rlvr4j.verifiers.code.language.JavaScriptLanguage;
import org.rlvr4j.verifiers.code.language.Language;
import org.rlvr4j.verifiers.code.language.PythonLanguage;

class ProgramExtractionProperties {

    private static final Language PYTHON = new PythonLanguage();
    private static final TestProgramTask TASK = task("");

    private static TestProgramTask task(String prompt) {
        return new TestProgramTask(
                new ProgramFrame("python", prompt, "", 0, 0), "f", "", "", List.of("assert f(1) == 1"));
    }

    @Provide
    Arbitrary<String> programs() {
        return Arbitraries.of("x = 1", "def f(a):", "    return a", "", "# `tick`", "s = '''", "print(\"~~\")")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(lines -> "y = 0\n" + String.join("\n", lines) + "\n");
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.of("python", "py", "Python", "python3", "");
    }

    @Property
    void aFencedProgramIsFoundAsItIs(@ForAll("programs") String program, @ForAll("labels") String label) {
        String block = "```" + label + "\n" + program + "```";
        for (String response : List.of(
                block,
                "Some words.\n\n" + block + "\n\nMore words.",
                "```\nold\n```\n" + block,
                "<think>```python\nno\n```</think>\n" + block,
                "```" + label + "\n" + program)) {
            assertEquals(Optional.of(program), extracted(response, Extraction.AUTO), response);
            assertEquals(Optional.of(program), extracted(response, Extraction.BLOCK), response);
        }
    }

    @Property
    void aBareProgramIsTakenWhole(@ForAll("programs") String program) {
        assertEquals(Optional.of(program), extracted(program, Extraction.AUTO));
        assertEquals(Optional.empty(), extracted(program, Extraction.BLOCK));
    }

    @Property
    void anyTextIsRead(@ForAll String text) {
        for (Extraction extraction : Extraction.values()) {
            assertTrue(extracted(text, extraction).orElse("x").length() <= text.length() + 1);
        }
    }

    @Example
    void theLastBlockOfTheLanguageCounts() {
        assertEquals(
                Optional.of("b\n"), extracted("```python\na\n```\n```python\nb\n```\n```\nc\n```", Extraction.AUTO));
        assertEquals(Optional.of("a\n"), extracted("```python\na\n```\n```json\n{}\n```\n", Extraction.AUTO));
        assertEquals(Optional.empty(), extracted("```json\n{}\n```\n", Extraction.AUTO));
        assertEquals(Optional.empty(), extracted("<think>```python\na\n```", Extraction.AUTO));
        assertEquals(Optional.empty(), extracted("   \n", Extraction.AUTO));
        assertEquals(Optional.of("a = '```'\n"), extracted("````python\na = '```'\n````", Extraction.AUTO));
        assertEquals(Optional.of("a\n  b\n"), extracted("1. So:\n   ```python\n   a\n     b\n   ```", Extraction.AUTO));
    }

    @Example
    void aPromptIsCompleted() {
        String prompt = "def f(a):\n    \"\"\"Same.\"\"\"\n";
        TestProgramTask task = task(prompt);
        assertEquals(prompt + "    return a\n", completed(task, "    return a\n"));
        assertEquals(prompt + "    return a\n", completed(task, "return a\n"));
        assertEquals(prompt + "    b = a\n    return b\n", completed(task, "b = a\n    return b\n"));
        assertEquals(prompt + "    for x in a:\n        return x\n", completed(task, "for x in a:\n    return x\n"));
        assertEquals(
                prompt + "    for x in a:\n        return x\n", completed(task, "for x in a:\n        return x\n"));
        assertEquals("def f(a):\n    return a\n", completed(task, "```python\ndef f(a):\n    return a\n```"));
        assertEquals("f = lambda a: a\n", completed(task, "```python\nf = lambda a: a\n```"));
    }

    @Example
    void whatLooksLikeADefinition() {
        Language cpp = new CppLanguage();
        assertTrue(cpp.defines("int f(int a) { return a; }", "f"));
        assertTrue(cpp.defines("int f(int a) const\n{", "f"));
        assertTrue(!cpp.defines("  return f(1);\n}", "f"));
        assertTrue(!cpp.defines("int of(int a) { return a; }", "f"));
        Language script = new JavaScriptLanguage();
        assertTrue(script.defines("const f = (a) => a;", "f"));
        assertTrue(script.defines("function f(a) { return a; }", "f"));
        assertTrue(!script.defines("  if (f === 1) {\n", "f"));
    }

    @Example
    void hostileTextTakesLinearTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Language cpp = new CppLanguage();
            cpp.defines("f(".repeat(300_000), "f");
            extracted("```".repeat(300_000), Extraction.AUTO);
            extracted("```\n".repeat(200_000), Extraction.AUTO);
            extracted("<think>".repeat(200_000), Extraction.AUTO);
        });
    }

    private static String completed(TestProgramTask task, String response) {
        return ProgramExtraction.extract(response, PYTHON, task, Extraction.AUTO)
                .orElse("");
    }

    private static Optional<String> extracted(String response, Extraction extraction) {
        return ProgramExtraction.extract(response, PYTHON, TASK, extraction);
    }
}
