package dev.keizoku.health.onboarding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.touchpoint.MeetingKind;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Finds how one account began. */
@ApplicationScoped
class BeginningStore {

    private static final TypeReference<Map<String, JsonNode>> ATTRIBUTES = new TypeReference<>() {};
    private static final TypeReference<List<UsageMeasure.Step>> STEPS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    BeginningStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** What people told of it. */
    private record Told(Map<String, LocalDate> milestones, Map<MeetingKind, LocalDate> meetings) {}

    Optional<Beginning> find(TenantRecord tenant, AccountId account) {
        return jdbi.withHandle(handle -> {
            Told told = told(handle, tenant, account);
            return handle.createQuery("""
                    select state, customer_since, began_on, first_value_on, left_on, attributes, steps
                    from account_onboarding where tenant = :tenant and account_id = :account
                    """)
                    .bind("tenant", tenant.tenant().value())
                    .bind("account", account.value())
                    .map((row, context) -> beginning(row, told))
                    .findOne();
        });
    }

    private static Told told(Handle handle, TenantRecord tenant, AccountId account) {
        Told told = new Told(new HashMap<>(), new EnumMap<>(MeetingKind.class));
        handle.createQuery("""
                select kind, coalesce(details ->> 'name', details ->> 'meeting') as name,
                    min(case kind when 'milestone' then cast(details ->> 'reached_on' as date)
                        else cast(occurred_at at time zone :zone as date) end) as on_day
                from touchpoint
                where tenant = :tenant and account_id = :account
                    and (kind = 'meeting' or kind = 'milestone' and details ->> 'reached_on' is not null)
                group by 1, 2
                """)
                .bind("tenant", tenant.tenant().value())
                .bind("account", account.value())
                .bind("zone", tenant.zone().getId())
                .map((row, context) -> {
                    String name = row.getString("name");
                    LocalDate day = row.getObject("on_day", LocalDate.class);
                    return row.getString("kind").equals("milestone")
                            ? told.milestones().put(name, day)
                            : told.meetings().put(MeetingKind.valueOf(name.toUpperCase(Locale.ROOT)), day);
                })
                .forEach(before -> {});
        return told;
    }

    private Beginning beginning(ResultSet row, Told told) throws SQLException {
        return new Beginning(
                row.getString("state"),
                row.getObject("customer_since", LocalDate.class),
                row.getObject("began_on", LocalDate.class),
                row.getObject("first_value_on", LocalDate.class),
                row.getObject("left_on", LocalDate.class),
                read(row.getString("attributes"), ATTRIBUTES),
                told.milestones(),
                read(row.getString("steps"), STEPS).stream()
                        .collect(Collectors.toMap(
                                UsageMeasure.Step::step,
                                UsageMeasure.Step::reachedOn,
                                (one, other) -> one.isBefore(other) ? one : other)),
                told.meetings());
    }

    private <T> T read(String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
