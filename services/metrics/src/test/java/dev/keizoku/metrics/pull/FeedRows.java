package dev.keizoku.metrics.pull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The rows of one tenant's feed, as subscriptions writes them. */
public final class FeedRows {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AtomicInteger changes = new AtomicInteger();
    private final String tenant;
    private final ZoneId zone;

    public FeedRows(String tenant) {
        this(tenant, ZoneOffset.UTC);
    }

    public FeedRows(String tenant, ZoneId zone) {
        this.tenant = tenant;
        this.zone = zone;
    }

    public long account(String account, Map<String, String> attributes) {
        return FeedStub.add(tenant, accountRow(account, attributes));
    }

    /** A row to be changed before it is added. */
    public ObjectNode accountRow(String account, Map<String, String> attributes) {
        ObjectNode row = row("account").put("account_id", account).put("name", account);
        ObjectNode values = row.putObject("attributes");
        attributes.forEach(values::put);
        row.putObject("external_ids");
        return row.put("deleted", false);
    }

    public long plan(String plan) {
        return FeedStub.add(
                tenant,
                row("plan")
                        .put("plan_id", plan)
                        .put("name", plan)
                        .put("product", "main")
                        .put("tier_rank", 1));
    }

    public long settings(int version, String zoneId, String currency) {
        return FeedStub.add(
                tenant,
                row("tenant")
                        .put("tenant", tenant)
                        .put("version", version)
                        .put("name", tenant)
                        .put("zone", zoneId)
                        .put("currency", currency)
                        .put("language", "en")
                        .put("fiscal_year_start_month", 1));
    }

    /** A new version of the tenant's settings that names policies. */
    public long policies(int version, String name, Object value) {
        ObjectNode row = row("tenant")
                .put("tenant", tenant)
                .put("version", version)
                .put("name", tenant)
                .put("zone", zone.getId())
                .put("currency", "USD");
        row.putObject("policies").putPOJO(name, value);
        return FeedStub.add(tenant, row);
    }

    /** 1 base = rate currency. */
    public long rate(String day, String base, String currency, String rate) {
        return FeedStub.add(
                tenant,
                row("fx_rate")
                        .put("date", day)
                        .put("base", base)
                        .put("currency", currency)
                        .put("rate", rate));
    }

    /** Takes a change back, as a correction does. */
    public long takeBack(ObjectNode change) {
        return takeBack(change, "2026-03-15T09:00:00Z");
    }

    public long takeBack(ObjectNode change, String knownAt) {
        ObjectNode row = row("subscription_change")
                .put("deleted", true)
                .put("kind", "correction")
                .put("known_at", knownAt);
        for (String field : List.of("change_id", "subscription_id", "account_id")) {
            row.set(field, change.get(field));
        }
        return FeedStub.add(tenant, row);
    }

    public ObjectNode row(String type, Map<String, String> fields) {
        ObjectNode row = row(type);
        fields.forEach(row::put);
        return row;
    }

    public long start(String account, String subscription, String plan, String day, String monthly, String currency) {
        return FeedStub.add(tenant, change(account, subscription, plan, day, monthly, currency, "active", "month"));
    }

    public long end(String account, String subscription, String plan, String day, String monthly, String currency) {
        return FeedStub.add(tenant, change(account, subscription, plan, day, monthly, currency, "ended", "month"));
    }

    /** What was charged for what was used in a period; a row to be added. */
    public ObjectNode charge(String subscription, String id, String amount, String currency, String from, String to) {
        ObjectNode row = row("subscription_change")
                .put("change_id", id)
                .put("subscription_id", subscription)
                .put("account_id", "whoever")
                .put("kind", "usage_charge")
                .put("effective_at", at(to).toString())
                .put("position", 0)
                .put("restated", false)
                .put("period_start", at(from).toString())
                .put("period_end", at(to).toString());
        row.putObject("charge").put("amount", amount).put("currency", currency);
        return row;
    }

    private Instant at(String day) {
        return day.contains("T")
                ? Instant.parse(day)
                : LocalDate.parse(day).atStartOfDay(zone).toInstant();
    }

    public ObjectNode change(
            String account,
            String subscription,
            String plan,
            String day,
            String amount,
            String currency,
            String state,
            String interval) {
        int position = changes.incrementAndGet();
        ObjectNode row = row("subscription_change")
                .put("change_id", "c" + position)
                .put("subscription_id", subscription)
                .put("account_id", account)
                .put("kind", state.equals("ended") ? "end" : "start")
                .put("effective_at", at(day).toString())
                .put("position", position)
                .put("restated", false);
        row.putNull("before");
        ObjectNode after =
                row.putObject("after").put("state", state).put("plan_id", plan).put("quantity", 1);
        ObjectNode price = after.putObject("price").put("interval", interval).put("interval_count", 1);
        price.putObject("amount").put("amount", amount).put("currency", currency);
        return row;
    }

    private static ObjectNode row(String type) {
        return MAPPER.createObjectNode()
                .put("recorded_at", "2026-01-01T00:00:00Z")
                .put("known_at", "2026-01-01T00:00:00Z")
                .put("type", type)
                .put("something_new", "which this reader does not know");
    }
}
