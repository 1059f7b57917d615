package org.rlvr4j.runtime.endpoint.internal;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;

/** Any bytes are an answer of the shape that was asked for, or an exception of the one kind. */
class AnswerParserProperties {

    private static final String GOOD = "{\"model\":\"m\",\"system_fingerprint\":\"f\",\"choices\":[{\"index\":0,"
            + "\"finish_reason\":\"stop\",\"text\":\"4\",\"token_ids\":[1,2],\"logprobs\":{\"tokens\":[\"4\"],"
            + "\"token_logprobs\":[-0.5]}},{\"index\":1,\"finish_reason\":\"length\",\"text\":\"5 \\u00e9\","
            + "\"logprobs\":{\"content\":[{\"id\":7,\"logprob\":-1}]}}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

    @Property(tries = 500)
    void anyBytes(@ForAll byte[] body) {
        read(body);
    }

    @Property(tries = 2000)
    void aGoodAnswerWithAPartReplaced(@ForAll("damaged") String body) {
        read(body.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> part = Arbitraries.of(
                "", "null", "{}", "[]", "0", "-1", "1e999", "\"\"", "\"\\ud800\"", "[[", "}", ",", "\\", "true", "NaN");
        return Arbitraries.integers()
                .between(0, GOOD.length())
                .flatMap(from -> Arbitraries.integers()
                        .between(from, Math.min(GOOD.length(), from + 30))
                        .flatMap(to -> part.map(text -> GOOD.substring(0, from) + text + GOOD.substring(to))));
    }

    private static void read(byte[] body) {
        AnswerParser parser = new AnswerParser(new Expected(Api.COMPLETIONS, 2, 8, true), ApiKey.NONE);
        Answer answer;
        try {
            answer = parser.parse(body);
        } catch (InvalidAnswerException e) {
            return;
        }
        if (answer.choices().isEmpty() || answer.choices().size() > 2) {
            throw new AssertionError(answer);
        }
        for (Answer.Choice choice : answer.choices()) {
            double[] logProbs = choice instanceof Answer.Drawn drawn ? drawn.logProbs() : new double[0];
            if (logProbs == null || !(AnswerParser.sum(logProbs) <= 0)) {
                throw new AssertionError(choice);
            }
        }
    }
}
