package dev.keizoku.gateway.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Contract;
import dev.keizoku.kernel.HttpEdge;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What anybody may read without a key: the contract, Swagger UI over it, and a page that leads to both. */
@Singleton
public final class PublicPages {

    private static final String DOCUMENT = "/q/openapi";
    private static final String UI = "/q/swagger-ui";
    private static final String LIBRARY = "/META-INF/resources/openapi-ui/";

    /** Paths and the files behind them. */
    private static final Map<String, String> FILES = Map.of(
            "/",
            "/pages/index.html",
            UI,
            "/pages/swagger-ui.html",
            UI + "/",
            "/pages/swagger-ui.html",
            UI + "/start.js",
            "/pages/swagger-ui.js",
            UI + "/swagger-ui.css",
            LIBRARY + "swagger-ui.css",
            UI + "/swagger-ui-bundle.js",
            LIBRARY + "swagger-ui-bundle.js",
            UI + "/favicon.ico",
            LIBRARY + "favicon.ico");

    private final HttpEdge edge;
    private final Map<String, Buffer> read = new ConcurrentHashMap<>();

    PublicPages(HttpEdge edge) {
        this.edge = edge;
    }

    /** Whether a path needs no credential. */
    public static boolean holds(String path) {
        return path.equals(DOCUMENT) || FILES.containsKey(path);
    }

    void routes(@Observes Router router) {
        router.route(DOCUMENT).order(-1).blockingHandler(this::document, false);
        FILES.forEach((path, file) ->
                router.route(path).order(-1).blockingHandler(context -> page(context, path, file), false));
    }

    private void document(RoutingContext context) {
        if (!reading(context)) {
            return;
        }
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        boolean yaml = accept != null && accept.contains("yaml");
        Buffer body = read.computeIfAbsent(yaml ? "yaml" : "json", PublicPages::render);
        context.response().putHeader("Vary", "Accept");
        send(context, yaml ? "application/yaml" : "application/json", body);
    }

    private static Buffer render(String format) {
        ObjectNode document = MergedContract.of(Contract::load);
        try {
            return Buffer.buffer(
                    format.equals("yaml")
                            ? YAMLMapper.builder()
                                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .build()
                                    .writeValueAsString(document)
                            : document.toPrettyString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void page(RoutingContext context, String path, String file) {
        // The router takes a trailing slash or none for the same; the files are relative to one of them only.
        if (!reading(context)) {
            return;
        }
        context.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                                + " frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff");
        send(context, mediaType(file), read.computeIfAbsent(file, PublicPages::load));
    }

    private static void send(RoutingContext context, String mediaType, Buffer body) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.end(body);
    }

    private boolean reading(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            return true;
        }
        context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        edge.end(context, new ProblemException(CommonProblem.METHOD_NOT_ALLOWED, "Offered here: GET, HEAD."));
        return false;
    }

    private static Buffer load(String file) {
        try (InputStream in = PublicPages.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The gateway was built without " + file + ".");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String mediaType(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "ico" -> "image/x-icon";
            default -> "text/html; charset=utf-8";
        };
    }
}
