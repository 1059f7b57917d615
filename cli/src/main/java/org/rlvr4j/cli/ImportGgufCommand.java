package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rlvr4j.runtime.gpu.GgufImport;
import org.rlvr4j.runtime.gpu.InvalidGgufException;
import org.rlvr4j.trainer.StoppedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import-gguf}: a Hugging Face folder of a file of llama.cpp's format. */
@Command(
        name = "import-gguf",
        mixinStandardHelpOptions = true,
        description = "Makes a Hugging Face folder of a GGUF file: weights, tokenizer, chat template, configuration.",
        footer = {
            "",
            "Architectures: llama, qwen2, qwen3. Tensor types: F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q6_K.",
            "Whatever ends the work early leaves nothing under the name OUT."
        })
final class ImportGgufCommand implements Callable<Integer>, Interruptible {

    @Parameters(index = "0", paramLabel = "FILE", description = "The GGUF file.")
    Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "Where the folder goes; must be missing or empty.")
    Path out = Path.of("");

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            converter = WeightTypeNames.class,
            description =
                    "How weights are written: float32 (nothing is lost), bfloat16 or float16; float32 by default.")
    GgufImport.WeightType dtype = GgufImport.WeightType.FLOAT32;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + (Files.exists(file) ? " is not a file" : ": there is no such file"));
        }
        StopSignal.install();
        GgufImport.Imported imported;
        try (Progress progress = new Progress(
                String.valueOf(out.getFileName()), spec.commandLine().getErr())) {
            imported = GgufImport.run(file, out, dtype, (done, total) -> {
                progress.show(new ProgressLine("importing", done, total, "tensors"));
                return !StopSignal.isRequested();
            });
        } catch (InvalidGgufException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (FileAlreadyExistsException e) {
            throw new BadInputException(out + " " + (e.getReason() == null ? "is there already" : e.getReason()));
        }
        if (!imported.complete()) {
            throw new StoppedException();
        }
        spec.commandLine()
                .getOut()
                .println("The model is in " + out + ": " + imported.architecture() + ", "
                        + String.format(Locale.ROOT, "%.1f", imported.parameters() / 1e6) + " million weights as "
                        + dtype.name().toLowerCase(Locale.ROOT) + ".");
        return 0;
    }

    @Override
    public String afterStop() {
        return "nothing was written; the import starts anew";
    }
}
