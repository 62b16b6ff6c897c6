package dev.keizoku.gateway.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.overview.Part.Reason;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Questions.Asked;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts beside each limit and feature of an account how much of it is used.
 *
 * <p>A limit that a meter is held against has the meter's value, in the meter's period. What is used of any other is what
 * events of its name come to in the limit's period: the sum of their values or, where they have none, their number. Of
 * {@code users}, where no events are called so, it is who was active in 28 days.
 */
@Singleton
class UsedEntitlements {

    private static final String USERS = "users";

    private final Questions questions;
    private final ObjectMapper mapper;

    UsedEntitlements(Questions questions, ObjectMapper mapper) {
        this.questions = questions;
        this.mapper = mapper;
    }

    private record Period(String from, String to) {
        static Period of(JsonNode limit) {
            return new Period(
                    limit.path("period").path("from").asText(),
                    limit.path("period").path("to").asText());
        }
    }

    private record Key(Period period, String name) {}

    /**
     * The entitlements with what is used of them, as far as that is known.
     *
     * @throws ProblemException 404 without such an account, 503 when nobody says what it may use
     */
    ObjectNode of(AccountId account, @Nullable Instant asOf, Asking asking) {
        String path = "/v1/accounts/" + UriText.of(account.value());
        String then = asOf == null ? "" : "?as_of=" + asOf;
        Part told = Part.of(questions
                .get(Upstream.SUBSCRIPTIONS, path + "/entitlements" + then, asking)
                .reply());
        if (!(told.data() instanceof ObjectNode entitlements)) {
            throw told.isMissing(Reason.NO_DATA)
                    ? ProblemException.notFound("account")
                    : new ProblemException(CommonProblem.UNAVAILABLE, "What the account may use is not known now.");
        }
        String day = asOf == null ? "" : "&known_at=" + asOf;
        Map<Period, Set<String>> names = new LinkedHashMap<>();
        entitlements
                .path("limits")
                .forEach(limit -> names.computeIfAbsent(Period.of(limit), period -> new LinkedHashSet<>())
                        .add(limit.path("name").asText()));
        // Of the past nobody is asked.
        Asked measures = asOf == null ? questions.get(Upstream.USAGE, path + "/usage", asking) : null;
        Asked meters = asOf == null ? questions.get(Upstream.USAGE, path + "/meters", asking) : null;
        Map<Period, Asked> counts = new LinkedHashMap<>();
        names.forEach((period, own) ->
                counts.put(period, questions.get(Upstream.USAGE, counting(account, period, own) + day, asking)));
        Part active = part(measures);
        Part missing = asOf == null && !active.available() ? active : null;
        Part metered = part(meters);
        if (asOf == null && !metered.available() && !metered.isMissing(Reason.NO_DATA)) {
            missing = metered;
        }
        Map<Key, BigDecimal> used = new HashMap<>();
        Set<Period> known = new HashSet<>();
        for (Map.Entry<Period, Asked> asked : counts.entrySet()) {
            Part counted = part(asked.getValue());
            if (counted.data() == null) {
                missing = counted;
            } else {
                known.add(asked.getKey());
                add(used, asked.getKey(), counted.data());
            }
        }
        entitlements.path("limits").forEach(limit -> note((ObjectNode) limit, known, used, active.data()));
        if (metered.data() != null) {
            metered.data().path("data").forEach(meter -> note(entitlements.path("limits"), meter));
        }
        entitlements.path("features").forEach(feature -> note((ObjectNode) feature, active.data()));
        ObjectNode usage = entitlements.putObject("usage").put("available", missing == null);
        if (missing != null) {
            usage.put("reason", missing.reason());
        }
        return entitlements;
    }

    private static Part part(@Nullable Asked asked) {
        return asked == null ? Part.missing(Reason.UNAVAILABLE) : Part.of(asked.reply());
    }

    private static String counting(AccountId account, Period period, Set<String> names) {
        StringBuilder uri = new StringBuilder("/v1/usage?interval=month&group_by=name&account_id=")
                .append(UriText.of(account.value()))
                .append("&from=")
                .append(period.from())
                .append("&to=")
                .append(period.to());
        names.forEach(name -> uri.append("&name=").append(UriText.of(name)));
        return uri.toString();
    }

    /** Months of a long period add up; within one name values count before numbers. */
    private static void add(Map<Key, BigDecimal> used, Period period, JsonNode answer) {
        Map<String, BigDecimal> sums = new HashMap<>();
        Map<String, BigDecimal> numbers = new HashMap<>();
        answer.path("data").forEach(row -> {
            String name = row.path("name").asText();
            sums.merge(name, row.path("sum").decimalValue(), BigDecimal::add);
            numbers.merge(name, row.path("count").decimalValue(), BigDecimal::add);
        });
        numbers.forEach((name, number) -> {
            BigDecimal sum = sums.getOrDefault(name, BigDecimal.ZERO);
            used.put(new Key(period, name), sum.signum() == 0 ? number : sum);
        });
    }

    private void note(ObjectNode limit, Set<Period> known, Map<Key, BigDecimal> used, @Nullable JsonNode measures) {
        Period period = Period.of(limit);
        String name = limit.path("name").asText();
        BigDecimal counted = used.get(new Key(period, name));
        if (counted == null && name.equals(USERS) && measures != null) {
            counted = measures.path("users_active_28").decimalValue();
        } else if (counted == null && known.contains(period)) {
            counted = BigDecimal.ZERO;
        }
        set(limit, counted);
    }

    private void note(JsonNode limits, JsonNode meter) {
        limits.forEach(limit -> {
            if (limit.path("name").equals(meter.path("limit"))) {
                set(
                        (ObjectNode) limit,
                        meter.path("value").isNumber() ? meter.path("value").decimalValue() : null);
                ((ObjectNode) limit)
                        .putObject("period")
                        .setAll(Map.of("from", meter.path("from"), "to", meter.path("to")));
            }
        });
    }

    private void set(ObjectNode limit, @Nullable BigDecimal used) {
        JsonNode value = limit.path("value");
        limit.set("used", mapper.valueToTree(used));
        limit.set(
                "remaining",
                mapper.valueToTree(
                        used == null || !value.isNumber()
                                ? null
                                : value.decimalValue().subtract(used).max(BigDecimal.ZERO)));
    }

    private void note(ObjectNode feature, @Nullable JsonNode measures) {
        String id = feature.path("feature_id").asText();
        Boolean used = null;
        if (measures != null) {
            used = false;
            for (JsonNode each : measures.path("features_used_28")) {
                used = used || each.asText().equals(id);
            }
        }
        feature.set("used_28", mapper.valueToTree(used));
    }
}
