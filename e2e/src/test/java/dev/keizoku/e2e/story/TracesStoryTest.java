package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.TraceCollector.Span;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One trace from the caller through the gateway to whoever had a part in the answer, and one for what is done of itself. */
class TracesStoryTest {

    private static final Duration TOLD = Duration.ofMinutes(1);
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    private final Suite suite = Suite.running();
    private final Tenant tenant = suite.tenant("traced", "UTC", "USD");

    @Test
    void aCallersTraceGoesThroughTheGatewayIntoEveryService() {
        tenant.admin()
                .put("/v1/accounts/secret-guest", Map.of("name", "Secret Guest"))
                .ok();
        String trace = UUID.randomUUID().toString().replace("-", "");
        Answer answer = tenant.admin()
                .request(
                        "/v1/accounts/secret-guest/overview",
                        request -> request.header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01"));
        answer.ok();
        String template = "GET /v1/accounts/{account_id}/overview";
        List<Span> spans = Wait.passes(TOLD, () -> {
            List<Span> told = of(trace);
            assertThat(told)
                    .extracting(Span::service)
                    .contains("gateway", "subscriptions", "usage", "metrics", "health");
            assertThat(told).extracting(Span::name).contains(template);
            return told;
        });
        Span gateway = spans.stream()
                .filter(span -> span.name().equals(template))
                .findFirst()
                .orElseThrow();
        assertThat(gateway.service()).isEqualTo("gateway");
        assertThat(gateway.parent()).isEqualTo(CALLERS_SPAN);
        assertThat(gateway.attributes())
                .containsEntry("keizoku.tenant", tenant.id())
                .containsEntry("keizoku.request_id", answer.header("X-Request-Id"))
                .containsEntry("http.route", "/v1/accounts/{account_id}/overview");
        assertThat(spans).filteredOn(span -> !span.service().equals("gateway")).allSatisfy(span -> {
            assertThat(span.parent()).isEqualTo(gateway.id());
            assertThat(span.name()).startsWith("GET /v1/").doesNotContain("secret");
            assertThat(span.attributes()).containsEntry("keizoku.tenant", tenant.id());
        });
        System.out.printf("one trace of %d spans in five services%n", spans.size());
    }

    @Test
    void whatIsPassedOnBelongsToTheRequestThatCame() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        tenant.admin()
                .request(
                        "/v1/accounts",
                        request -> request.header("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01"))
                .ok();
        List<Span> spans = Wait.passes(TOLD, () -> {
            List<Span> told = of(trace);
            assertThat(told).hasSize(2);
            return told;
        });
        Span gateway = in("gateway", spans);
        Span service = in("subscriptions", spans);
        assertThat(gateway.parent()).isEqualTo(CALLERS_SPAN);
        assertThat(service.parent()).isEqualTo(gateway.id());
        assertThat(List.of(gateway.name(), service.name())).containsOnly("GET /v1/accounts");
        assertThat(service.attributes()).containsEntry("http.response.status_code", "200");
    }

    @Test
    void whatAPullAndANightReadBelongsToThem() {
        tenant.admin().put("/v1/accounts/acme", Map.of("name", "Acme")).ok();
        JsonNode run = tenant.admin()
                .post(
                        "/v1/score-runs",
                        Map.of(
                                "day",
                                LocalDate.ofInstant(suite.now(), ZoneOffset.UTC).toString()))
                .ok();
        Span night = root("health", "score run", "keizoku.run", run.path("id").asText());
        assertThat(night.attributes()).containsEntry("keizoku.tenant", tenant.id());
        Wait.passes(TOLD, () -> {
            List<Span> read = under(night);
            assertThat(read).extracting(Span::service).contains("subscriptions", "usage", "metrics");
            return read;
        });
        Span pull = root("metrics", "pull subscription changes", "keizoku.tenant", tenant.id());
        Wait.passes(
                TOLD,
                () -> assertThat(under(pull))
                        .extracting(Span::service, Span::name)
                        .contains(tuple("subscriptions", "GET /v1/subscription-changes")));
    }

    private Span root(String service, String name, String attribute, String value) {
        return Wait.passes(TOLD, () -> {
            List<Span> found = suite.traces().spans().stream()
                    .filter(span -> span.name().equals(name)
                            && value.equals(span.attributes().get(attribute)))
                    .toList();
            assertThat(found).as(name).isNotEmpty();
            Span first = found.getFirst();
            assertThat(first.service()).isEqualTo(service);
            assertThat(first.parent()).isEmpty();
            return first;
        });
    }

    private List<Span> under(Span job) {
        return of(job.trace()).stream()
                .filter(span -> span.parent().equals(job.id()))
                .toList();
    }

    private List<Span> of(String trace) {
        return suite.traces().spans().stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    private static Span in(String service, List<Span> spans) {
        return spans.stream()
                .filter(span -> span.service().equals(service))
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " is not in " + spans));
    }
}
