package org.rlvr4j.cli;

import java.util.Arrays;
import java.util.Locale;
import org.rlvr4j.runtime.gpu.GgufImport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Weight types by the names that config.json has for them. */
final class WeightTypeNames implements ITypeConverter<GgufImport.WeightType> {

    @Override
    public GgufImport.WeightType convert(String name) {
        return Arrays.stream(GgufImport.WeightType.values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + name + "' is no weight type; allowed are float32, bfloat16, float16"));
    }
}
