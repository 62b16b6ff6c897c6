package dev.keizoku.kernel;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.Currency;

/**
 * What every service knows of a tenant. The gateway owns it and pushes each version; newer versions win.
 *
 * @param zone the tenant's days are days of this zone
 * @param currency the currency reports are in
 * @param language of texts for people when the request asks for none: {@code en} or {@code ja}
 */
public record TenantRecord(
        @NotNull TenantId tenant,
        @Min(1) long version,
        @NotNull @Size(min = 1, max = 200) String name,
        @NotNull ZoneId zone,
        @NotNull Currency currency,
        @NotNull @Pattern(regexp = "en|ja") String language,
        @Min(1) @Max(12) int fiscalYearStartMonth) {}
