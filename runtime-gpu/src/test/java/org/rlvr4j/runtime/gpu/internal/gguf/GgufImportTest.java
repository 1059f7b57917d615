package org.rlvr4j.runtime.gpu.internal.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlvr4j.runtime.gpu.GgufImport;
import org.rlvr4j.runtime.gpu.InvalidGgufException;

class GgufImportTest {

    @TempDir
    Path folder;

    private Path source() throws IOException {
        return TestFiles.copy("llama.gguf", folder);
    }

    /** The file with one text in its header changed for another of the same length. */
    private Path changed(String from, String to) throws IOException {
        String content = new String(TestFiles.bytes("llama.gguf"), StandardCharsets.ISO_8859_1);
        int at = content.indexOf(from);
        assertTrue(at >= 0, from);
        String changed = content.substring(0, at) + to + content.substring(at + to.length());
        return Files.write(folder.resolve("changed.gguf"), changed.getBytes(StandardCharsets.ISO_8859_1));
    }

    private InvalidGgufException refused(Path file) {
        return assertThrows(
                InvalidGgufException.class,
                () -> GgufImport.run(
                        file, folder.resolve("out"), GgufImport.WeightType.FLOAT32, (done, total) -> true));
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.filter(Files::isDirectory).count());
        }
    }

    @Test
    void anEmptyFolderIsFilledAndAFullOneIsNot() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        GgufImport.run(source(), out, GgufImport.WeightType.BFLOAT16, (done, total) -> true);
        assertTrue(Files.exists(out.resolve("model.safetensors")));
        assertThrows(
                FileAlreadyExistsException.class,
                () -> GgufImport.run(source(), out, GgufImport.WeightType.FLOAT32, (done, total) -> true));
        assertThrows(
                FileAlreadyExistsException.class,
                () -> GgufImport.run(source(), source(), GgufImport.WeightType.FLOAT32, (done, total) -> true));
    }

    @Test
    void whatIsStoppedLeavesNothing() throws IOException {
        GgufImport.Imported imported = GgufImport.run(
                source(), folder.resolve("out"), GgufImport.WeightType.FLOAT32, (done, total) -> done < 3);
        assertFalse(imported.complete());
        assertNothingLeft();
    }

    @Test
    void whatFailsLeavesNothing() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> GgufImport.run(source(), folder.resolve("out"), GgufImport.WeightType.FLOAT32, (done, total) -> {
                    throw new IllegalStateException("no more");
                }));
        assertNothingLeft();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GGUF | ABCD | is not a GGUF file",
                "llama.context_length | gemma.context_length | key llama.context_length is missing",
                "gpt2 | bert | tokenizer.ggml.model is bert",
                "smollm | viking | tokenizer.ggml.pre is viking, supported are",
                "blk.1.attn_q.weight | blk.1.attn_z.weight | 1 tensors are missing: blk.1.attn_q.weight",
                "blk.1.attn_q.weight | blk.1.attn_z.weight | blk.1.attn_z.weight",
                "blk.1.attn_q.weight | blk.0.attn_q.weight | is there twice",
                "tokenizer.ggml.eot_token_id | tokenizer.ggml.eos_token_id | is there twice",
            })
    void whatIsWrongIsNamed(String from, String to, String message) throws IOException {
        String told = String.valueOf(refused(changed(from, to)).getMessage());
        assertTrue(told.contains(message), told);
        assertNothingLeft();
    }

    @Test
    void anotherArchitectureIsRefusedByName() throws IOException {
        // the first llama is the value of general.architecture
        String told = String.valueOf(refused(changed("llama", "gemma")).getMessage());
        assertTrue(told.contains("general.architecture is gemma, supported are llama, qwen2, qwen3"), told);
    }

    @Test
    void aFileWithoutTokensIsRefused() throws IOException {
        String told = String.valueOf(refused(changed("tokenizer.ggml.tokens", "tokenizer.gxml.tokens"))
                .getMessage());
        assertTrue(told.contains("key tokenizer.ggml.tokens has 0 tokens"), told);
    }

    @Test
    void moreLayersThanTensorsAreRefusedBeforeTheyAreListed() throws IOException {
        byte[] content = TestFiles.bytes("llama.gguf");
        String name = "llama.block_count";
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
        // the type of the value, then the value
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 4, 500);
        String told = String.valueOf(
                refused(Files.write(folder.resolve("layers.gguf"), content)).getMessage());
        assertTrue(told.contains("key llama.block_count is 500, the file has "), told);
    }

    @Test
    void unsupportedTypesAreRefusedWithTheirTensors() throws IOException {
        byte[] content = TestFiles.bytes("llama.gguf");
        String name = "blk.0.ffn_up.weight";
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
        // two dimensions follow their number, then the type
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 4 + 16, 12);
        String told = String.valueOf(
                refused(Files.write(folder.resolve("q4k.gguf"), content)).getMessage());
        assertTrue(told.contains("the type Q4_K of blk.0.ffn_up.weight is not supported"), told);
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        byte[] content = TestFiles.bytes("llama.gguf");
        Path cut = Files.write(folder.resolve("cut.gguf"), java.util.Arrays.copyOf(content, content.length - 100));
        String told = String.valueOf(refused(cut).getMessage());
        assertTrue(told.contains("it was cut, or is damaged"), told);
    }

    @ParameterizedTest
    @CsvSource({
        "1,0x3c00",
        "-2,0xc000",
        "65504,0x7bff",
        "65519.9,0x7bff",
        "65520,0x7c00",
        "6e-8,0x0001",
        "2.9e-8,0",
        "0.33333334,0x3555",
        "6.1e-5,0x03ff",
        "2049,0x6800",
        "2051,0x6802"
    })
    void halvesAreRoundedToTheNearest(float value, String bits) {
        assertEquals(Integer.decode(bits), WeightFormat.half(value) & 0xffff);
    }

    @ParameterizedTest
    @CsvSource({"1,0x3f80", "1.00390625,0x3f80", "1.01171875,0x3f82", "-0.1,0xbdcd", "3.4028235e38,0x7f80"})
    void brainFloatsAreRoundedToTheNearest(float value, String bits) {
        assertEquals(Integer.decode(bits), WeightFormat.bfloat16(value) & 0xffff);
    }

    @ParameterizedTest
    @CsvSource({"8", "32"})
    void llama3ScalingIsFoundFromItsDivisors(double factor) {
        float[] divisors = new float[64];
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = (float) RopeScaling.divisor(2 * Math.PI * Math.pow(500_000, i / 64.0), factor);
        }
        assertEquals(
                factor,
                RopeScaling.ofDivisors(divisors, 500_000)
                        .orElseThrow()
                        .path("factor")
                        .asDouble());
        divisors[40] *= 1.01f;
        assertTrue(RopeScaling.ofDivisors(divisors, 500_000).isEmpty());
    }
}
