package dev.keizoku.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.measure.Fleet;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.Balance;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.touchpoint.TouchpointTally;
import dev.keizoku.kernel.StrictJson;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account on a day, for tests: an active account that nothing else is known of, and what a test adds
 * to it as the streams would write it.
 */
public record AccountDays(
        LocalDate day,
        ObjectNode factJson,
        @Nullable ObjectNode usageJson,
        @Nullable ObjectNode balanceJson,
        ObjectNode saidJson,
        Fleet fleet) {

    private static final ObjectMapper MAPPER = StrictJson.mapper();

    /** What usage writes of an account that did nothing lately and is not known for long. */
    private static final String UNUSED = """
            {"account_id": "acme", "last_login_on": null, "first_seen_on": null, "active_days_7": 0,
             "active_days_28": 0, "active_users_7": 0, "active_users_28": 0, "features_used_28": [], "events_7": 0,
             "events_28": 0, "active_days_90": 0, "active_users_90": 0, "events_90": 0, "last_active_on": null,
             "days_since_active": null, "days_since_login": null,
             "level": {"usual_events_7": null, "ratio": null, "fleet_ratio": null, "ratio_to_fleet": null, "days": [],
                 "shift": null},
             "rhythm": {"bucket": null, "now": null, "before": null, "gap_days": 0, "usual_gap_days": null},
             "concentration": {"now": null, "before": null}, "trials": {"tried_28": [], "usual": null},
             "breadth": {"stickiness": null, "features_28": 0, "departments_28": null, "seats_added_90": 0,
                 "seats_added_before": 0},
             "key_users": null, "onboarding": {"steps": [], "value_reached_on": null, "days_to_value": null},
             "limits": {"gated_28": 0, "usual_gated_28": null, "gated_features_28": []},
             "outflow": {"exports_28": 0, "usual_exports_28": null, "api_reads_28": 0, "usual_api_reads_28": null}}
            """;

    public static AccountDays on(LocalDate day) {
        return new AccountDays(
                day,
                read("{\"account_id\": \"acme\", \"state\": \"active\"}"),
                null,
                null,
                MAPPER.valueToTree(TouchpointTally.NONE),
                new Fleet(true, true, null, Map.of()));
    }

    /** Fields of {@link AccountFact}, over those said before. */
    public AccountDays fact(String json) {
        return new AccountDays(day, merged(factJson, json), usageJson, balanceJson, saidJson, fleet);
    }

    /** Fields of {@link UsageMeasure}. */
    public AccountDays usage(String json) {
        return new AccountDays(
                day,
                factJson,
                merged(usageJson == null ? read(UNUSED) : usageJson, json),
                balanceJson,
                saidJson,
                fleet);
    }

    /** A line of usage measures with these fields, as a stand-in for usage sends it. */
    public static String usageLine(String account, String json) {
        return merged(merged(read(UNUSED), json), "{\"account_id\": \"" + account + "\"}")
                .toString();
    }

    /** Fields of {@link Balance}. */
    public AccountDays balance(String json) {
        ObjectNode known = balanceJson == null ? read("""
                        {"account_id": "acme", "currency": "JPY", "mrr": 0, "mrr_30_days_before": 0,
                         "mrr_90_days_before": 0}
                        """) : balanceJson;
        return new AccountDays(day, factJson, usageJson, merged(known, json), saidJson, fleet);
    }

    /** Fields of {@link TouchpointTally}, whose names are in snake case here too. */
    public AccountDays said(String json) {
        return new AccountDays(day, factJson, usageJson, balanceJson, merged(saidJson, json), fleet);
    }

    public AccountDays fleet(UnaryOperator<Fleet> change) {
        return new AccountDays(day, factJson, usageJson, balanceJson, saidJson, change.apply(fleet));
    }

    /** A tenant that sends no usage. */
    public AccountDays withoutUsageFlow() {
        return fleet(now -> new Fleet(false, now.supportFlows(), now.medianRatio(), now.featureReleases()));
    }

    /** A tenant that sends no tickets. */
    public AccountDays withoutSupportFlow() {
        return fleet(now -> new Fleet(now.usageFlows(), false, now.medianRatio(), now.featureReleases()));
    }

    public AccountDay build() {
        return new AccountDay(
                day,
                value(factJson, AccountFact.class),
                usageJson == null ? null : value(usageJson, UsageMeasure.class),
                balanceJson == null ? null : value(balanceJson, Balance.class),
                value(saidJson, TouchpointTally.class),
                fleet);
    }

    private static ObjectNode merged(ObjectNode known, String json) {
        return merged(known, read(json));
    }

    /** Objects are merged field by field; anything else takes the place of what was there. */
    private static ObjectNode merged(ObjectNode known, ObjectNode over) {
        ObjectNode merged = known.deepCopy();
        over.properties().forEach(field -> {
            boolean both = field.getValue() instanceof ObjectNode && merged.get(field.getKey()) instanceof ObjectNode;
            merged.set(
                    field.getKey(),
                    both
                            ? merged((ObjectNode) merged.get(field.getKey()), (ObjectNode) field.getValue())
                            : field.getValue());
        });
        return merged;
    }

    private static ObjectNode read(String json) {
        try {
            return MAPPER.readValue(json, ObjectNode.class);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static <T> T value(ObjectNode json, Class<T> type) {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
