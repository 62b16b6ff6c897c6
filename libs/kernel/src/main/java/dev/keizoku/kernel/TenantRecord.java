package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every service knows of a tenant. The gateway owns it and pushes each version; newer versions win.
 *
 * @param zone the tenant's days are days of this zone
 * @param currency the currency reports are in
 * @param language of texts for people when the request asks for none: {@code en} or {@code ja}
 * @param policies the choices the tenant has made where definitions differ, by name; an absent one has its default
 */
public record TenantRecord(
        @NotNull TenantId tenant,
        @Min(1) long version,
        @NotNull @Size(min = 1, max = 200) String name,
        @NotNull ZoneId zone,
        @NotNull Currency currency,
        @NotNull @Pattern(regexp = "en|ja") String language,
        @Min(1) @Max(12) int fiscalYearStartMonth,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, @NotNull Object> policies) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    public TenantRecord(
            TenantId tenant,
            long version,
            String name,
            ZoneId zone,
            Currency currency,
            String language,
            int fiscalYearStartMonth,
            @Nullable Map<String, Object> policies) {
        this.tenant = tenant;
        this.version = version;
        this.name = name;
        this.zone = zone;
        this.currency = currency;
        this.language = language;
        this.fiscalYearStartMonth = fiscalYearStartMonth;
        this.policies = policies == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(policies));
    }

    /** The policies as a database keeps them. */
    public String policiesJson() {
        try {
            return MAPPER.writeValueAsString(policies);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Policies as a database kept them. */
    public static Map<String, Object> policies(String json) {
        try {
            return MAPPER.readValue(json, VALUES);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The policies column holds what is not a JSON object.", unreadable);
        }
    }
}
