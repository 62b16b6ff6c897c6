package dev.keizoku.e2e.contract;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** However the path of an operation is written, it opens to nobody to whom the operation itself does not. */
class PathSpellingStoryTest {

    private static final String ONE = "usage:read";
    private static final String OTHER = "metrics:read";

    private final Suite suite = Suite.running();
    private final PublicContract contract =
            new PublicContract(suite.anonymous().get("/q/openapi").ok());
    private final Attempts attempts = new Attempts(contract, new Random(0));
    private final SoftAssertions softly = new SoftAssertions();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private int asked;

    @Test
    void noSpellingOpensWithoutACredentialOrWithTheWrongOne() {
        Tenant tenant = suite.tenant("spelling", "UTC", "USD");
        Api one = tenant.with(ONE);
        Api other = tenant.with(OTHER);
        for (Operation operation : contract.guarded()) {
            for (PathSpelling spelling : PathSpelling.values()) {
                answers(operation, spelling, "anonymous", suite.anonymous(), List.of(400, 401));
                if (!operation.opensTo(ONE) || !operation.opensTo(OTHER)) {
                    Api wrong = operation.opensTo(ONE) ? other : one;
                    answers(operation, spelling, "with the wrong scope", wrong, List.of(400, 403, 404, 405));
                }
            }
        }
        told("the gateway");
    }

    /** A service behind the gateway reads paths by itself, and does not rely on what the gateway refuses. */
    @Test
    void noSpellingOpensAServiceToWhoComesPastTheGateway() {
        for (Member member : List.of(Member.SUBSCRIPTIONS, Member.USAGE, Member.METRICS, Member.HEALTH)) {
            Api api = suite.straightAt(member, "");
            for (Operation operation : new PublicContract(api.get("/q/openapi").ok()).guarded()) {
                for (PathSpelling spelling : PathSpelling.values()) {
                    answers(operation, spelling, "anonymous at " + member, api, List.of(400, 401, 404, 405));
                }
            }
        }
        told("the services");
    }

    private void answers(Operation operation, PathSpelling spelling, String who, Api api, List<Integer> refusals) {
        Attempt attempt = attempts.example(operation);
        String target = spelling.of(attempt.target());
        Answer answer =
                new Attempt(operation, spelling.toString(), target, attempt.headers(), attempt.body()).answeredTo(api);
        statuses.merge(answer.status(), 1, Integer::sum);
        asked++;
        softly.assertThat(answer.status())
                .as("%s %s %s (%s)", operation.method(), target, who, spelling)
                .isIn(refusals);
    }

    private void told(String at) {
        System.out.printf(
                "path spellings at %s: %d spellings, %,d requests, answers %s%n",
                at, PathSpelling.values().length, asked, statuses);
        softly.assertAll();
    }
}
