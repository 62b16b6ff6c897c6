package dev.keizoku.subscriptions.plan;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "plan")
class PlanRow {

    static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    static final TypeReference<List<ListPrice>> PRICES = new TypeReference<>() {};
    static final TypeReference<Offering> OFFERING = new TypeReference<>() {};

    @Embeddable
    record Key(
            @Column(name = "tenant") String tenant,
            @Column(name = "plan_id") String planId) {

        static Key of(TenantId tenant, PlanId plan) {
            return new Key(tenant.value(), plan.value());
        }
    }

    @EmbeddedId
    Key key;

    @Column(nullable = false)
    String name;

    @Column(nullable = false)
    String product;

    @Column(name = "tier_rank", nullable = false)
    int tierRank;

    @Column(name = "public", nullable = false)
    boolean isPublic;

    @Column(name = "core_features", columnDefinition = "jsonb", nullable = false)
    @ColumnTransformer(write = "cast(? as jsonb)")
    String coreFeatures;

    @Column(columnDefinition = "jsonb", nullable = false)
    @ColumnTransformer(write = "cast(? as jsonb)")
    String prices;

    @Column(columnDefinition = "jsonb", nullable = false)
    @ColumnTransformer(write = "cast(? as jsonb)")
    String offering;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    void update(Plan plan, Instant now, Json json) {
        name = plan.name();
        product = plan.product();
        tierRank = plan.tierRank();
        isPublic = plan.isPublic();
        coreFeatures = json.write(plan.coreFeatures());
        prices = json.write(plan.prices());
        offering = json.write(plan.offering());
        updatedAt = now;
    }

    Plan toPlan(Json json) {
        return new Plan(
                new PlanId(key.planId()),
                name,
                product,
                tierRank,
                isPublic,
                json.read(coreFeatures, TEXTS),
                json.read(prices, PRICES),
                json.read(offering, OFFERING));
    }
}
