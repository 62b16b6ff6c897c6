package dev.keizoku.subscriptions.coupon;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The coupons' rows. */
@Singleton
class CouponStore {

    private static final TypeReference<List<PlanId>> PLANS = new TypeReference<>() {};

    private final Json json;

    CouponStore(Json json) {
        this.json = json;
    }

    /** Stores a coupon; whether it was not there before. */
    boolean put(Handle handle, TenantId tenant, Coupon coupon, Instant now) {
        return handle.createQuery("""
                        insert into coupon (tenant, coupon_id, name, percent_off, amount_off, currency, duration, months,
                            valid_until, plan_ids, created_at, updated_at)
                        values (:tenant, :coupon, :name, :percent, :amount, :currency, :duration, :months, :validUntil,
                            cast(:plans as jsonb), :now, :now)
                        on conflict (tenant, coupon_id) do update set name = excluded.name,
                            percent_off = excluded.percent_off, amount_off = excluded.amount_off,
                            currency = excluded.currency, duration = excluded.duration, months = excluded.months,
                            valid_until = excluded.valid_until, plan_ids = excluded.plan_ids,
                            updated_at = excluded.updated_at
                        returning xmax = 0
                        """)
                .bind("tenant", tenant.value())
                .bind("coupon", coupon.couponId().value())
                .bind("name", coupon.name())
                .bind("percent", coupon.percentOff())
                .bind(
                        "amount",
                        coupon.amountOff() == null ? null : coupon.amountOff().amount())
                .bind(
                        "currency",
                        coupon.amountOff() == null
                                ? null
                                : coupon.amountOff().currency().getCurrencyCode())
                .bind("duration", coupon.duration().wire())
                .bind("months", coupon.months())
                .bind("validUntil", coupon.validUntil() == null ? null : Bind.time(coupon.validUntil()))
                .bind("plans", json.write(coupon.planIds()))
                .bind("now", Bind.time(now))
                .mapTo(Boolean.class)
                .one();
    }

    /** Coupons by id. */
    Map<String, Coupon> find(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, Coupon> found = new HashMap<>();
        handle.createQuery("select * from coupon where tenant = :tenant and coupon_id = any(:ids)")
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .map(coupon())
                .forEach(coupon -> found.put(coupon.couponId().value(), coupon));
        return found;
    }

    /** The next coupons by id. */
    List<Coupon> list(Handle handle, TenantId tenant, String after, int limit) {
        return handle.createQuery("""
                        select * from coupon where tenant = :tenant and coupon_id > :after
                        order by coupon_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(coupon())
                .list();
    }

    private RowMapper<Coupon> coupon() {
        return (row, context) -> {
            String currency = row.getString("currency");
            OffsetDateTime until = row.getObject("valid_until", OffsetDateTime.class);
            return new Coupon(
                    new CouponId(row.getString("coupon_id")),
                    row.getString("name"),
                    row.getBigDecimal("percent_off"),
                    currency == null
                            ? null
                            : new Money(row.getBigDecimal("amount_off"), Currency.getInstance(currency)),
                    DiscountDuration.of(row.getString("duration")),
                    row.getObject("months", Integer.class),
                    until == null ? null : until.toInstant(),
                    json.read(row.getString("plan_ids"), PLANS));
        };
    }
}
