package dev.keizoku.metrics.guide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The tenants' guide values. */
@Singleton
public class GuideStore {

    private static final TypeReference<List<GuideValue>> GUIDES = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    GuideStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /**
     * The tenant's own, or the usual ones.
     *
     * @param knownAt as they were then; null for now
     */
    public GuideCatalogue of(String tenant, @Nullable Instant knownAt) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select business_model, billing_term, industry, guides::text as guides from guide_catalogue
                        where tenant = :tenant
                            and recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by recorded_at desc limit 1
                        """)
                .bind("tenant", tenant)
                .bind("knownAt", knownAt)
                .map((row, context) -> new GuideCatalogue(
                        row.getString("business_model"),
                        row.getString("billing_term"),
                        row.getString("industry"),
                        guides(row.getString("guides")),
                        false))
                .findOne()
                .orElseGet(() -> new GuideCatalogue(null, null, null, UsualGuides.all(), true)));
    }

    void put(String tenant, GuideCatalogue catalogue, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into guide_catalogue
                            (tenant, business_model, billing_term, industry, guides, recorded_at)
                        values (:tenant, :model, :term, :industry, cast(:guides as jsonb), :now)
                        on conflict (tenant, recorded_at) do update set business_model = excluded.business_model,
                            billing_term = excluded.billing_term, industry = excluded.industry, guides = excluded.guides
                        """)
                .bind("tenant", tenant)
                .bind("model", catalogue.businessModel())
                .bind("term", catalogue.billingTerm())
                .bind("industry", catalogue.industry())
                .bind("guides", json(catalogue.guides()))
                .bind("now", now)
                .execute());
    }

    private List<GuideValue> guides(String json) {
        try {
            return mapper.readValue(json, GUIDES);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A guide column holds what is not guide values.", impossible);
        }
    }

    private String json(List<GuideValue> guides) {
        try {
            return mapper.writeValueAsString(guides);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Guide values cannot be written.", impossible);
        }
    }
}
