package dev.keizoku.gateway.tenant;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.ZoneId;
import java.util.Currency;

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

    /** Takes over every setting; the id stays. */
    void settings(TenantRecord tenant) {
        version = tenant.version();
        name = tenant.name();
        zone = tenant.zone().getId();
        currency = tenant.currency().getCurrencyCode();
        language = tenant.language();
        fiscalYearStartMonth = tenant.fiscalYearStartMonth();
    }

    TenantRecord toTenantRecord() {
        return new TenantRecord(
                new TenantId(id),
                version,
                name,
                ZoneId.of(zone),
                Currency.getInstance(currency),
                language,
                fiscalYearStartMonth);
    }
}
