package dev.keizoku.gateway.route;

import dev.keizoku.gateway.upstream.GatewayConfig;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.HttpConfig;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RequestIds;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a service and its answer on the way back. Bodies stream both ways and are not held, but for
 * short ones, which go on when they are whole, so that whoever sends slowly keeps no service waiting, and for those that
 * had to be read to know whose they are. Whatever would not get through in time is turned away before its body is read.
 * Runs on one event loop, so nothing here needs a lock.
 */
final class Exchange {

    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long NO_TIMER = -1;

    /** Some thousand events. */
    private static final int SHORT_BODY = 256 * 1024;

    private final RoutingContext context;
    private final HttpServerRequest inbound;
    private final Entry entry;
    private final Upstream upstream;
    private final String uri;
    private final Upstreams upstreams;
    private final Answers answers;
    private final Vertx vertx;
    private final WholeBodies bodies;
    private final TurnedAway turnedAway;
    private final Map<String, String> trace;

    private @Nullable Buffer held;
    private @Nullable HttpClientRequest outbound;
    private long timer = NO_TIMER;
    private boolean settled;

    Exchange(
            RoutingContext context,
            Entry entry,
            Upstream upstream,
            String uri,
            Upstreams upstreams,
            Answers answers,
            Vertx vertx,
            WholeBodies bodies,
            TurnedAway turnedAway,
            Map<String, String> trace) {
        this.context = context;
        this.inbound = context.request();
        this.entry = entry;
        this.upstream = upstream;
        this.uri = uri;
        this.upstreams = upstreams;
        this.answers = answers;
        this.vertx = vertx;
        this.bodies = bodies;
        this.turnedAway = turnedAway;
        this.trace = trace;
    }

    /**
     * The time of whoever asks runs while their request arrives; all else, letting it in included, is done within the
     * deadline. What was read of a request while it was let in has taken the sender's time.
     */
    void begin(GatewayConfig config) {
        boolean longer = entry.route().isLong() || HttpConfig.isStreamed(inbound.getHeader(HttpHeaders.CONTENT_TYPE));
        Duration allowed = longer ? config.longDeadline() : config.deadline();
        Duration deadline = entry.body() == null ? allowed.minus(Gate.ageOf(context)) : allowed;
        nameForMetrics();
        if (upstreams.areCrowded(upstream, inbound.method())) {
            turnAway();
            return;
        }
        held = entry.body();
        if (bodiless() || held != null) {
            startTimer(deadline, this::tooSlow);
            inbound.resume();
            attempt(inbound.method() == HttpMethod.GET);
            return;
        }
        Duration bodyDeadline = longer ? config.longBodyDeadline() : config.bodyDeadline();
        if (isShort()) {
            bodies.read(context, SHORT_BODY, bodyDeadline).onComplete(arrived -> whole(arrived, deadline));
        } else {
            Answers.goOn(inbound);
            startTimer(bodyDeadline, this::bodyTooSlow);
            inbound.end().onSuccess(arrived -> startTimer(deadline, this::tooSlow));
            inbound.pause();
            attempt(false);
        }
    }

    private void whole(AsyncResult<Buffer> arrived, Duration deadline) {
        if (arrived.failed()) {
            settle();
            // When it broke off, whoever sent it has left.
            if (arrived.cause() instanceof ProblemException problem) {
                answers.refuse(context, problem);
            }
            return;
        }
        held = arrived.result();
        startTimer(deadline, this::tooSlow);
        attempt(false);
    }

    private void attempt(boolean again) {
        ProxyRequest request = ProxyRequest.reverseProxy(inbound).setURI(uri);
        if (bodiless()) {
            request.setBody(null);
        } else if (held != null) {
            request.setBody(Body.body(held));
        }
        HeaderRules.outbound(request.headers())
                .set(HttpHeaders.AUTHORIZATION, "Bearer " + entry.token())
                .set(RequestIds.HEADER, RequestIds.of(context));
        trace.forEach(request.headers()::set);
        upstreams
                .open(upstream, inbound.method(), uri)
                .compose(opened -> {
                    outbound = opened;
                    // The answer's future fails as well; without a handler the client would log the same again.
                    opened.exceptionHandler(
                            failure -> LOG.debugf("request to %s broken: %s", upstream.contract(), failure));
                    return request.send(opened);
                })
                .onSuccess(this::answer)
                .onFailure(failure -> failed(failure, again));
    }

    private void answer(ProxyResponse response) {
        if (settled) {
            response.release();
            return;
        }
        settle();
        // A body in chunks that is refused ends its connection, too: that is no sign of leaving.
        boolean closes = "close".equalsIgnoreCase(response.headers().get(HttpHeaders.CONNECTION));
        if (closes && inbound.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
            restTheProcess();
        }
        HeaderRules.inbound(response.headers());
        response.send().onFailure(broken -> LOG.debugf("answer of %s cut short: %s", upstream.contract(), broken));
    }

    private void failed(Throwable failure, boolean again) {
        if (settled) {
            return;
        }
        if (inbound.response().closed()) {
            // Whoever asked has left; there is nobody to answer and nothing wrong with the service.
            settle();
            return;
        }
        if (again && Upstreams.stale(failure)) {
            attempt(false);
            return;
        }
        if (Upstreams.crowded(failure)) {
            turnAway();
            return;
        }
        LOG.warnf("%s did not answer %s: %s", upstream.contract(), entry.route().template(), failure);
        give("The service behind this is not available. Try again.");
    }

    private void turnAway() {
        turnedAway.note(upstream);
        give("More is asked of the service behind this than it can do at the moment. Try again.");
    }

    private void tooSlow() {
        LOG.warnf(
                "%s did not answer %s in time",
                upstream.contract(), entry.route().template());
        restTheProcess();
        give("The service behind this did not answer in time. Try again.");
    }

    private void give(String detail) {
        settle();
        reset();
        answers.refuse(context, new ProblemException(CommonProblem.UNAVAILABLE, detail).retryAfter(SOON));
    }

    private void bodyTooSlow() {
        settle();
        reset();
        answers.refuse(
                context, new ProblemException(CommonProblem.REQUEST_TIMEOUT, "The body did not arrive in time."));
    }

    private void startTimer(Duration deadline, Runnable expired) {
        if (settled) {
            return;
        }
        cancelTimer();
        timer = vertx.setTimer(Math.max(1, deadline.toMillis()), fired -> {
            if (!settled) {
                expired.run();
            }
        });
    }

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void settle() {
        settled = true;
        cancelTimer();
    }

    private void restTheProcess() {
        HttpClientRequest request = outbound;
        if (request != null) {
            upstreams.rest(upstream, request);
        }
    }

    private void reset() {
        HttpClientRequest request = outbound;
        if (request != null) {
            request.reset();
        }
    }

    private boolean bodiless() {
        String length = inbound.getHeader(HttpHeaders.CONTENT_LENGTH);
        return inbound.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && (length == null || length.equals("0"));
    }

    private boolean isShort() {
        String length = inbound.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) <= SHORT_BODY;
    }

    /** The template and not the path, or every id would become a time series of its own. */
    private void nameForMetrics() {
        Context current = Vertx.currentContext();
        if (current instanceof ContextInternal own && own.isDuplicate()) {
            own.putLocal("UrlPathTemplate", entry.route().template());
        }
    }
}
