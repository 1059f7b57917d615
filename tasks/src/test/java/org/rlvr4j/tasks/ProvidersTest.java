package org.rlvr4j.tasks;

import java.util.List;
import org.rlvr4j.tasks.internal.SourceProviders;
import org.rlvr4j.tasks.internal.VerifierProviders;
import org.rlvr4j.testkit.ProvidersContract;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(
                new SourceProviders.ArithmeticEntry(),
                new SourceProviders.ModularEntry(),
                new SourceProviders.StringsEntry(),
                new SourceProviders.SudokuEntry(),
                new VerifierProviders.ArithmeticEntry(),
                new VerifierProviders.ModularEntry(),
                new VerifierProviders.StringsEntry(),
                new VerifierProviders.SudokuEntry());
    }
}
