package dev.keizoku.gateway.tenant;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.ZoneId;
import java.util.Currency;
import org.hibernate.annotations.ColumnTransformer;

@Entity
@Table(name = "tenant")
class TenantRow {

    @Id
    @Column(name = "tenant")
    String id;

    long version;
    String name;
    String zone;
    String currency;
    String language;
    int fiscalYearStartMonth;

    @Column(columnDefinition = "jsonb", nullable = false)
    @ColumnTransformer(write = "cast(? as jsonb)")
    String policies;

    /** Takes over every setting; the id stays. */
    void settings(TenantRecord tenant) {
        version = tenant.version();
        name = tenant.name();
        zone = tenant.zone().getId();
        currency = tenant.currency().getCurrencyCode();
        language = tenant.language();
        fiscalYearStartMonth = tenant.fiscalYearStartMonth();
        policies = tenant.policiesJson();
    }

    TenantRecord toTenantRecord() {
        return new TenantRecord(
                new TenantId(id),
                version,
                name,
                ZoneId.of(zone),
                Currency.getInstance(currency),
                language,
                fiscalYearStartMonth,
                TenantRecord.policies(policies));
    }
}
