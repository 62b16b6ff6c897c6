package dev.keizoku.e2e.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Of those who change one version at once one does, and the others are told. */
class ConditionalWritesStoryTest {

    private static final int WRITERS = 8;

    private final Suite suite = Suite.running();

    @Test
    void oneOfManyChangesOfAVersionIsDone() throws Exception {
        Api admin = suite.tenant("versions", "UTC", "USD").admin();
        String version = admin.get("/v1/tenant").header("ETag");
        List<Future<Answer>> asked = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int month = 2; month < 2 + WRITERS; month++) {
                String body = "{\"fiscal_year_start_month\":" + month + "}";
                asked.add(writers.submit(() -> admin.request(
                        "/v1/tenant",
                        request -> request.header("If-Match", version)
                                .header("Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString(body)))));
            }
            for (Future<Answer> one : asked) {
                statuses.add(one.get().status());
            }
        }
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }
}
