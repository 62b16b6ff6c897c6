package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final TenantId TENANT = new TenantId("acme");

    private final InMemorySpanExporter told = InMemorySpanExporter.create();
    private final Traces traces = new Traces(
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(told))
                    .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                    .build(),
            false);

    @Test
    void whatAJobAsksOfOthersBelongsToIt() {
        Map<String, String> headers;
        try (Traces.Job job = traces.begin("score run", TENANT).of("run", "r-1")) {
            headers = traces.headers();
        }
        SpanData span = told.getFinishedSpanItems().getFirst();
        assertThat(span.getName()).isEqualTo("score run");
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getAttributes().get(AttributeKey.stringKey("keizoku.tenant")))
                .isEqualTo("acme");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("keizoku.run")))
                .isEqualTo("r-1");
        assertThat(headers)
                .containsExactly(Map.entry("traceparent", "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01"));
        assertThat(traces.headers()).isEmpty();
    }

    @Test
    void whatAnotherThreadDoesForAJobBelongsToIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Traces.Job job = traces.begin("pull", TENANT)) {
            assertThat(threads.submit(traces.carried(traces::headers)).get())
                    .isNotEmpty()
                    .isEqualTo(traces.headers());
            assertThat(threads.submit(() -> traces.headers()).get()).isEmpty();
        }
    }

    @Test
    void aFailureIsToldByItsKindAndNotByItsMessage() {
        try (Traces.Job job = traces.begin("pull", TENANT)) {
            job.failed(new IllegalStateException("password=secret"));
        }
        SpanData span = told.getFinishedSpanItems().getFirst();
        assertThat(span.getStatus()).isEqualTo(StatusData.error());
        assertThat(span.getEvents()).isEmpty();
        assertThat(span.getAttributes().asMap())
                .containsValue("java.lang.IllegalStateException")
                .doesNotContainValue("password=secret");
    }

    @Test
    void withoutAnEndpointNothingIsFollowed() throws Exception {
        Traces none = Traces.none();
        assertThat(none.areOn()).isFalse();
        try (Traces.Job job = none.begin("score run", TENANT).of("run", "r-1")) {
            job.failed(new IllegalStateException());
            none.note("tenant", "acme");
            assertThat(none.headers()).isEmpty();
            assertThat(none.carried(none::headers).call()).isEmpty();
        }
    }
}
