package dev.keizoku.health.expansion.offer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.expansion.OfferKind;
import dev.keizoku.health.expansion.Requester;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The offers of all tenants. */
@ApplicationScoped
class OfferStore {

    private static final TypeReference<List<NewOffer.Discount>> DISCOUNTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    OfferStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** What the list can be narrowed to. */
    record Filter(
            @Nullable String account,
            @Nullable String state,
            @Nullable String kind,
            @Nullable String requestedBy,
            @Nullable String ownerTeam) {}

    /** Where a page ended. */
    record Position(Instant createdAt, UUID offer) {}

    /** An offer that was sent under a key before, and what was sent. */
    record Kept(Offer offer, JsonNode body) {}

    /** Adds the offer; false when one of ours is open already, or its key was used at the same moment. */
    boolean add(TenantId tenant, Offer offer, @Nullable String key, NewOffer body) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into offer (tenant, offer_id, account_id, kind, requested_by, plan_id, quantity,
                            term_months, amount, currency, discounts, owner_team, note, unmet, state, proposed_on,
                            created_at, created_by, idempotency_key, idempotency_body)
                        values (:tenant, :offer, :account, :kind, :requested_by, :plan, :quantity, :term, :amount,
                            :currency, cast(:discounts as jsonb), :team, :note, :unmet, 'open', :proposed_on, :at, :by,
                            :key, cast(:body as jsonb))
                        on conflict do nothing
                        """)
                        .bind("tenant", tenant.value())
                        .bind("offer", offer.id())
                        .bind("account", offer.accountId())
                        .bind("kind", offer.kind().key())
                        .bind("requested_by", offer.requestedBy().key())
                        .bind("plan", offer.planId())
                        .bind("quantity", offer.quantity())
                        .bind("term", offer.termMonths())
                        .bind(
                                "amount",
                                offer.amount() == null ? null : offer.amount().amount())
                        .bind(
                                "currency",
                                offer.amount() == null
                                        ? null
                                        : offer.amount().currency().getCurrencyCode())
                        .bind("discounts", json(offer.discounts()))
                        .bind("team", offer.ownerTeam().name().toLowerCase(Locale.ROOT))
                        .bind("note", offer.note())
                        .bindArray("unmet", String.class, offer.unmet())
                        .bind("proposed_on", offer.proposedOn())
                        .bind("at", at(offer.createdAt()))
                        .bind("by", offer.createdBy())
                        .bind("key", key)
                        .bind("body", key == null ? null : json(body))
                        .execute())
                == 1;
    }

    /** Offers, the newest first. */
    List<Offer> list(TenantId tenant, Filter filter, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from offer
                where tenant = :tenant
                    and (cast(:account as text) is null or account_id = :account)
                    and (cast(:state as text) is null or state = :state)
                    and (cast(:kind as text) is null or kind = :kind)
                    and (cast(:requested_by as text) is null or requested_by = :requested_by)
                    and (cast(:team as text) is null or owner_team = :team)
                    and (cast(:at as timestamptz) is null
                        or (created_at, offer_id) < (cast(:at as timestamptz), cast(:offer as uuid)))
                order by created_at desc, offer_id desc limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("account", filter.account())
                .bind("state", filter.state())
                .bind("kind", filter.kind())
                .bind("requested_by", filter.requestedBy())
                .bind("team", filter.ownerTeam())
                .bind("at", after == null ? null : at(after.createdAt()))
                .bind("offer", after == null ? null : after.offer())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    Optional<Offer> find(TenantId tenant, UUID offer) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from offer where tenant = :tenant and offer_id = :offer")
                        .bind("tenant", tenant.value())
                        .bind("offer", offer)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    Optional<Kept> byKey(TenantId tenant, String key) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from offer where tenant = :tenant and idempotency_key = :key")
                .bind("tenant", tenant.value())
                .bind("key", key)
                .map((row, context) -> new Kept(read(row), tree(row.getString("idempotency_body"))))
                .findOne());
    }

    /** Notes what became of it; says whether it was open. */
    boolean close(
            TenantId tenant,
            UUID offer,
            Offer.State state,
            @Nullable String reason,
            LocalDate on,
            Instant at,
            String by) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update offer set state = :state, reason = :reason, closed_on = greatest(proposed_on, :on),
                            closed_at = :at, closed_by = :by
                        where tenant = :tenant and offer_id = :offer and state = 'open'
                        """)
                        .bind("tenant", tenant.value())
                        .bind("offer", offer)
                        .bind("state", state.key())
                        .bind("reason", reason)
                        .bind("on", on)
                        .bind("at", at(at))
                        .bind("by", by)
                        .execute())
                == 1;
    }

    /** What was sent, as it is kept. */
    JsonNode tree(NewOffer body) {
        return tree(json(body));
    }

    private Offer read(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        BigDecimal quantity = row.getBigDecimal("quantity");
        return new Offer(
                row.getObject("offer_id", UUID.class),
                row.getString("account_id"),
                OfferKind.of(row.getString("kind")),
                Requester.of(row.getString("requested_by")),
                Offer.State.of(row.getString("state")),
                row.getString("plan_id"),
                quantity == null
                        ? null
                        : new BigDecimal(quantity.stripTrailingZeros().toPlainString()),
                row.getObject("term_months", Integer.class),
                amount == null ? null : new Money(amount, Currency.getInstance(row.getString("currency"))).rounded(),
                discounts(row.getString("discounts")),
                NewOffer.Team.valueOf(row.getString("owner_team").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                Arrays.asList((String[]) row.getArray("unmet").getArray()),
                row.getString("reason"),
                row.getObject("proposed_on", LocalDate.class),
                row.getObject("closed_on", LocalDate.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"));
    }

    private List<NewOffer.Discount> discounts(String json) {
        try {
            return mapper.readValue(json, DISCOUNTS);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
