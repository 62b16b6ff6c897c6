package dev.keizoku.kernel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Follows requests and jobs from service to service. Without an endpoint to tell of them it does nothing.
 *
 * <p>Only what this class is asked for is traced and told to others, which docs/adr/0012-traces-by-hand.md explains.
 */
@Singleton
public final class Traces {

    /** The name log lines have the trace under. */
    private static final String LOGGED = "traceId";

    private static final String HELD = "keizoku.span";
    private static final long FLUSH_SECONDS = 3;
    private static final Job UNTRACED = new Job(null);

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;
    private final boolean fromRequests;

    @Inject
    Traces(TracesConfig config, @ConfigProperty(name = "quarkus.application.name") Optional<String> application) {
        this(
                config.endpoint()
                        .map(endpoint -> exporting(endpoint, config.sample(), application.orElse("")))
                        .orElse(null),
                config.fromRequests());
    }

    Traces(@Nullable SdkTracerProvider provider, boolean fromRequests) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("dev.keizoku");
        this.fromRequests = fromRequests;
    }

    /** Traces that nobody hears of. */
    public static Traces none() {
        return new Traces(null, false);
    }

    private static SdkTracerProvider exporting(URI endpoint, double sample, String application) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceAll("/+$", "") + "/v1/traces")
                .build();
        Attributes process = Attributes.builder()
                .put("service.namespace", "keizoku")
                .put("service.name", application)
                .put("service.instance.id", UUID.randomUUID().toString())
                .build();
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(process)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    boolean areOn() {
        return tracer != null;
    }

    /** What a service does of itself; has to be closed by the thread that began it. */
    public static final class Job implements AutoCloseable {

        private final @Nullable Span span;
        private final @Nullable Scope scope;
        private final @Nullable Object loggedBefore;

        @SuppressWarnings("MustBeClosedChecker") // The scope is closed with the job.
        private Job(@Nullable Span span) {
            this.span = span;
            this.scope = span == null ? null : span.makeCurrent();
            this.loggedBefore =
                    span == null ? null : MDC.put(LOGGED, span.getSpanContext().getTraceId());
        }

        /** Says what it is about. */
        public Job of(String name, String value) {
            if (span != null) {
                span.setAttribute("keizoku." + name, value);
            }
            return this;
        }

        /** Says that it did not succeed; of the failure only what kind it is, because messages name what nobody outside should read. */
        public void failed(Throwable failure) {
            if (span != null) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute("error.type", failure.getClass().getName());
            }
        }

        @Override
        public void close() {
            if (span != null && scope != null) {
                scope.close();
                span.end();
                MDC.remove(LOGGED);
                if (loggedBefore != null) {
                    MDC.put(LOGGED, loggedBefore);
                }
            }
        }
    }

    /** Begins something on this thread, which is done when it is closed; what is asked of others until then belongs to it. */
    public Job begin(String name, TenantId tenant) {
        Tracer on = tracer;
        if (on == null) {
            return UNTRACED;
        }
        Span span = on.spanBuilder(name).setParent(context()).startSpan();
        return new Job(span).of("tenant", tenant.value());
    }

    /** Work for another thread that belongs to what this thread does. */
    public <T> Callable<T> carried(Callable<T> work) {
        return areOn() ? context().wrap(work) : work;
    }

    /** Says of the request, or the job, that is under way here what it is about. */
    public void note(String name, String value) {
        if (areOn()) {
            Span.fromContext(context()).setAttribute("keizoku." + name, value);
        }
    }

    /** The headers by which a service that is asked knows what the question belongs to. */
    public Map<String, String> headers() {
        return areOn() ? headers(context()) : Map.of();
    }

    /** The same for a request that is passed on, wherever that is done. */
    public Map<String, String> headers(RoutingContext request) {
        Span span = request.get(HELD);
        return span == null ? Map.of() : headers(Context.root().with(span));
    }

    private static Map<String, String> headers(Context from) {
        Map<String, String> headers = new LinkedHashMap<>();
        W3CTraceContextPropagator.getInstance().inject(from, headers, (to, name, value) -> {
            if (to != null) {
                to.put(name, value);
            }
        });
        return headers;
    }

    /** A job's where one is under way on this thread, else that of the request it works for. */
    private static Context context() {
        if (Span.fromContextOrNull(Context.current()) == null
                && Vertx.currentContext() instanceof ContextInternal request
                && request.isDuplicate()
                && request.getLocal(HELD) instanceof Span span) {
            return Context.root().with(span);
        }
        return Context.current();
    }

    /** The span of a request that has just arrived; null when it belongs to no trace and begins none. */
    @Nullable Span arrived(RoutingContext context) {
        Tracer on = tracer;
        HttpServerRequest request = context.request();
        Context caller = W3CTraceContextPropagator.getInstance().extract(Context.root(), request.headers(), SENT);
        if (on == null || !fromRequests && Span.fromContextOrNull(caller) == null) {
            return null;
        }
        Span span = on.spanBuilder(request.method().name())
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        context.put(HELD, span);
        if (Vertx.currentContext() instanceof ContextInternal own && own.isDuplicate()) {
            own.putLocal(HELD, span);
        }
        MDC.put(LOGGED, span.getSpanContext().getTraceId());
        return span;
    }

    private static final TextMapGetter<MultiMap> SENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    };

    @PreDestroy
    void close() {
        if (provider != null) {
            provider.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
        }
    }
}
