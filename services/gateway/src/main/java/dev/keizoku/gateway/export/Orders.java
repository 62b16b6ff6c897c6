package dev.keizoku.gateway.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.export.ExportOrder.Compression;
import dev.keizoku.gateway.export.ExportOrder.Format;
import dev.keizoku.gateway.export.ExportOrder.Profile;
import dev.keizoku.gateway.export.file.Encoding;
import dev.keizoku.gateway.segment.Query;
import dev.keizoku.gateway.segment.Segments;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Understands what somebody asks for, and names all that is wrong with it at once. */
@Singleton
class Orders {

    private static final double LARGEST_FILTER = 1e18;
    private static final Pattern SYNC_TOKEN = Pattern.compile("s_\\d{1,18}");
    private static final List<String> LANGUAGES = List.of("en", "ja");
    private static final String METRIC = "metric";

    private final Segments segments;
    private final ObjectMapper mapper;

    Orders(Segments segments, ObjectMapper mapper) {
        this.segments = segments;
        this.mapper = mapper;
    }

    /** An order as it was sent. */
    record Body(
            @NotNull String resource,
            @NotNull String format,
            @Nullable String profile,
            @Nullable String encoding,
            @Nullable String compression,
            @Nullable String language,
            @Nullable String changedSince,
            @Nullable String segment,
            @Nullable Map<String, Object> filters) {}

    ExportOrder of(TenantId tenant, Body body, boolean masked) {
        List<FieldError> errors = new ArrayList<>();
        Exported resource = Exported.of(body.resource()).orElse(null);
        if (resource == null) {
            errors.add(one("/resource", Exported.values(), Exported::key));
        }
        Format format = read("/format", body.format(), Format.values(), ExportStore::key, Format.NDJSON, errors);
        Profile profile = read("/profile", body.profile(), Profile.values(), ExportStore::key, Profile.PLAIN, errors);
        Encoding encoding =
                read("/encoding", body.encoding(), Encoding.values(), Encoding::key, Encoding.UTF_8, errors);
        Compression compression = read(
                "/compression", body.compression(), Compression.values(), ExportStore::key, Compression.NONE, errors);
        if (body.language() != null && !LANGUAGES.contains(body.language())) {
            errors.add(new FieldError("/language", "invalid_value", "Accepted: en, ja."));
        }
        if (format == Format.NDJSON && encoding != Encoding.UTF_8) {
            errors.add(new FieldError("/encoding", "contradiction", "JSON is always UTF-8."));
        }
        if (profile == Profile.SALESFORCE
                && (resource != Exported.HEALTH_SCORES || format != Format.CSV || encoding != Encoding.UTF_8)) {
            errors.add(new FieldError("/profile", "contradiction", "Salesforce takes health_scores as csv in utf-8."));
        }
        Query query = resource == null ? new Query() : query(tenant, resource, body, errors);
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return new ExportOrder(
                Objects.requireNonNull(resource),
                format,
                profile,
                encoding,
                compression,
                body.language(),
                masked,
                uri(Objects.requireNonNull(resource), query),
                mapper.valueToTree(body));
    }

    private Query query(TenantId tenant, Exported resource, Body body, List<FieldError> errors) {
        Query query = new Query();
        Map<String, Object> filters = body.filters() == null ? Map.of() : body.filters();
        filters.forEach((name, value) -> {
            List<String> values = values(value);
            boolean metric = resource == Exported.METRICS && name.equals(METRIC);
            if (!metric && !resource.filters().take(name)) {
                errors.add(new FieldError(
                        "/filters/" + name,
                        "unsupported_filter",
                        "Filters of " + resource.key() + ": "
                                + resource.filters().told() + "."));
            } else if (values.isEmpty() || metric && values.size() > 1) {
                errors.add(new FieldError(
                        "/filters/" + name,
                        "invalid_value",
                        metric ? "One metric, by its id." : "A text, a number, a flag, or a list of them."));
            } else {
                query.add(name, values);
            }
        });
        if (resource == Exported.METRICS && !filters.containsKey(METRIC)) {
            errors.add(new FieldError("/filters/" + METRIC, "required", "Say which metric."));
        }
        if (body.segment() != null) {
            segments.expand(tenant, body.segment(), resource.filters(), query, "/segment", errors);
        }
        String since = body.changedSince();
        if (since != null
                && (resource != Exported.HEALTH_SCORES
                        || !SYNC_TOKEN.matcher(since).matches())) {
            errors.add(new FieldError(
                    "/changed_since",
                    "invalid_value",
                    "The sync_token of an answer of /v1/health-scores, for health_scores."));
        } else if (since != null) {
            query.add("sync_token", List.of(since));
        }
        return query;
    }

    private static String uri(Exported resource, Query query) {
        String path = resource.path();
        if (resource == Exported.METRICS) {
            path = path.replace("{metric}", UriText.of(query.take(METRIC).getFirst()));
        }
        return path + query.text();
    }

    private static List<String> values(Object value) {
        if (value instanceof List<?> list) {
            List<String> values =
                    list.stream().flatMap(each -> values(each).stream()).toList();
            return values.size() == list.size() ? values : List.of();
        }
        return value instanceof String || value instanceof Boolean || value instanceof Number number && plain(number)
                ? List.of(value.toString())
                : List.of();
    }

    /** Whether a number is one that somebody would write out. */
    private static boolean plain(Number number) {
        return Double.isFinite(number.doubleValue()) && Math.abs(number.doubleValue()) < LARGEST_FILTER;
    }

    private static <T extends Enum<T>> T read(
            String pointer,
            @Nullable String text,
            T[] values,
            Function<T, String> key,
            T fallback,
            List<FieldError> errors) {
        if (text == null) {
            return fallback;
        }
        Optional<T> found = Arrays.stream(values)
                .filter(value -> key.apply(value).equals(text))
                .findFirst();
        if (found.isEmpty()) {
            errors.add(one(pointer, values, key));
        }
        return found.orElse(fallback);
    }

    private static <T> FieldError one(String pointer, T[] values, Function<T, String> key) {
        return new FieldError(
                pointer,
                "invalid_value",
                "Accepted: " + Arrays.stream(values).map(key).collect(Collectors.joining(", ")) + ".");
    }
}
