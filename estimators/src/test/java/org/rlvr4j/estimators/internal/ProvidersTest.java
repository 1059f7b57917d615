package org.rlvr4j.estimators.internal;

import java.util.List;
import org.rlvr4j.testkit.ProvidersContract;

class ProvidersTest extends ProvidersContract {

    @Override
    protected List<?> providers() {
        return List.of(
                new PassAtKProviders.PassAtKEntry(),
                new PassAtKProviders.PassPowerKEntry(),
                new PassAtKProviders.GPassAtKEntry(),
                new PassAtKProviders.MajorityAtKEntry(),
                new PassAtKProviders.CoverAtTauEntry(),
                new PassAtKProviders.BayesAtNEntry(),
                new AdvantageProviders.WReinforceEntry(),
                new AdvantageProviders.PsrEntry(),
                new AdvantageProviders.NsrEntry(),
                new AdvantageProviders.GrpoEntry(),
                new AdvantageProviders.DrGrpoEntry(),
                new AdvantageProviders.RlooEntry(),
                new AdvantageProviders.ReinforcePlusPlusEntry(),
                new AdvantageProviders.MaxRlEntry(),
                new AdvantageProviders.PassAtKTrainingEntry(),
                new AdvantageProviders.PkpoEntry());
    }
}
