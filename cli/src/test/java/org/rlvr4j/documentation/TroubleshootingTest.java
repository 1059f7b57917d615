package org.rlvr4j.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Brings about every message of docs/troubleshooting.md, by the command that the comment above it names. */
@EnabledOnOs(OS.LINUX)
final class TroubleshootingTest {

    private static final String PAGE = "docs/troubleshooting.md";
    private static final int LEAST_MESSAGES = 30;
    private static final Pattern SAID_BY = Pattern.compile("said by, exit ([0-9]+): (.+)");

    /** A recipe of a step, and the files that commands of the page name. */
    private static final String FIXTURE = """
            cat >tiny.conf <<'END'
            model = "builtin:countdown-base"
            problems { id = countdown, training-problems = 64, held-out-problems = 8 }
            verifier { id = countdown }
            gate { id = uniform }
            advantage { id = grpo }
            optimizer { learning-rate = 1e-4 }
            trainer { steps = 1, problems-per-wave = 2, rollouts-per-problem = 4, effective-groups = 2, max-response-tokens = 16 }
            evaluation { samples = 2 }
            runtime { threads = 1 }
            END
            echo 'gate { id = bbg' >open.conf
            mkdir few gemma launcher launcher/bin launcher/cli launcher/cli/src
            for tool in bash env readlink dirname find cat mkdir; do ln -s "$(command -v $tool)" few/; done
            cp '%s/bin/rlvr4j' launcher/bin/
            echo '{"architectures":["GemmaForCausalLM"],"model_type":"gemma"}' >gemma/config.json
            printf '{"prompt":"1+1=","answer":"2"}\\n{"prompt":"1+2="\\n' >broken.jsonl
            echo '{"a":1}' >columns.jsonl
            echo '{"id":"a","program":"print(1)","language":"python","tests":["assert True"]}' >tasks.jsonl
            cat >busy.sh <<'END'
            bin/rlvr4j-process train tiny.conf --run busy --set trainer.steps=100000 >/dev/null 2>&1 &
            other=$!
            trap 'kill -9 $other' EXIT
            until [[ -s runs/busy/metrics.jsonl ]]; do sleep 0.1; done
            bin/rlvr4j train tiny.conf --run busy --set trainer.steps=100000 --resume
            END
            bin/rlvr4j train tiny.conf --run first
            cp -r runs/first runs/torn
            """;

    @TempDir
    Path folder;

    @Test
    void everyMessageIsPrinted() throws IOException, InterruptedException {
        List<Block> blocks = Pages.blocks(PAGE);
        List<String> different = new ArrayList<>();
        try (Shell shell = new Shell(folder)) {
            Shell.Outcome made = shell.run(FIXTURE.formatted(Pages.ROOT));
            assertEquals(0, made.code(), made::said);
            for (Block block : blocks) {
                Matcher saidBy = SAID_BY.matcher(block.annotation());
                assertTrue(saidBy.matches(), () -> block.where() + ": nothing says how this message comes about");
                Shell.Outcome outcome = shell.run("JDK='" + System.getProperty("java.home") + "'\n" + saidBy.group(2));
                try {
                    assertEquals(Integer.parseInt(saidBy.group(1)), outcome.code(), outcome::said);
                    Walkthrough.assertPrinted(block, outcome.said());
                } catch (AssertionError e) {
                    different.add(block.where() + ": " + e.getMessage());
                }
            }
        }
        assertTrue(different.isEmpty(), () -> String.join("\n\n", different));
        assertTrue(blocks.size() >= LEAST_MESSAGES, "messages: " + blocks.size());
    }
}
