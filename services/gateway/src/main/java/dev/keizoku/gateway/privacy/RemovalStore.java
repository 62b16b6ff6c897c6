package dev.keizoku.gateway.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.privacy.Person.ContactRef;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.watch.Watched;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Removals of personal data, how far each has come, and who is at it. */
@Singleton
class RemovalStore implements Watched {

    private static final TypeReference<TreeMap<String, Long>> COUNTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    RemovalStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    @Override
    public Map<String, Long> counts() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from personal_data_receipt where finished_at is null")
                        .mapTo(Long.class)
                        .map(open -> Map.of("keizoku.privacy.open.removals", open))
                        .one());
    }

    /** A removal that is not over. */
    record Removal(TenantId tenant, UUID receipt, String requestedBy, Person person) {}

    /** Adds one that is claimed by whoever adds it. */
    void add(Removal removal, Collection<Upstream> services, Instant now, Duration hold) {
        Person person = removal.person();
        ContactRef contact = person.contact();
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into personal_data_receipt (tenant, receipt_id, requested_at, requested_by, user_ids,
                                ids_known, account_id, contact_id, claimed_until)
                            values (:tenant, :receipt, :now, :by, :ids, :known, :account, :contact,
                                clock_timestamp() + make_interval(secs => :hold))
                            """)
                    .bind("tenant", removal.tenant().value())
                    .bind("receipt", removal.receipt())
                    .bind("now", time(now))
                    .bind("by", removal.requestedBy())
                    .bindArray("ids", String.class, person.userIds())
                    .bind("known", person.idsKnown())
                    .bind("account", contact == null ? null : contact.accountId())
                    .bind("contact", contact == null ? null : contact.contactId())
                    .bind("hold", hold.toSeconds())
                    .execute();
            services.forEach(service -> handle.createUpdate("""
                            insert into personal_data_part (tenant, receipt_id, service, removed)
                            values (:tenant, :receipt, :service, '{}')
                            """)
                    .bind("tenant", removal.tenant().value())
                    .bind("receipt", removal.receipt())
                    .bind("service", service.contract())
                    .execute());
        });
    }

    /** Takes those nobody is at; one is taken by somebody else when it is not heard of for so long. */
    List<Removal> claim(Duration hold, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with next as materialized (
                            select tenant, receipt_id from personal_data_receipt
                            where finished_at is null and claimed_until <= clock_timestamp()
                            order by claimed_until limit :limit for update skip locked)
                        update personal_data_receipt receipt
                        set claimed_until = clock_timestamp() + make_interval(secs => :hold)
                        from next where receipt.tenant = next.tenant and receipt.receipt_id = next.receipt_id
                        returning receipt.*
                        """)
                .bind("hold", hold.toSeconds())
                .bind("limit", limit)
                .map((row, context) -> removal(row))
                .list());
    }

    /** Lets go of one, for anybody to go on with after a while. */
    void release(Removal removal, Duration pause) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update personal_data_receipt
                        set claimed_until = clock_timestamp() + make_interval(secs => :pause)
                        where tenant = :tenant and receipt_id = :receipt
                        """)
                .bind("pause", pause.toSeconds())
                .bind("tenant", removal.tenant().value())
                .bind("receipt", removal.receipt())
                .execute());
    }

    /** Notes every id the user goes by. */
    void know(Removal removal, Collection<String> ids) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update personal_data_receipt set user_ids = :ids, ids_known = true
                        where tenant = :tenant and receipt_id = :receipt and finished_at is null
                        """)
                .bindArray("ids", String.class, ids)
                .bind("tenant", removal.tenant().value())
                .bind("receipt", removal.receipt())
                .execute());
    }

    /** The services that still have to remove something, in the order of their names. */
    List<Upstream> open(Removal removal) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select service from personal_data_part
                        where tenant = :tenant and receipt_id = :receipt and finished_at is null order by service
                        """)
                .bind("tenant", removal.tenant().value())
                .bind("receipt", removal.receipt())
                .map((row, context) -> Upstream.valueOf(row.getString("service").toUpperCase(Locale.ROOT)))
                .list());
    }

    /**
     * Adds what a service has removed, and ends its part with a time. Usage tells how far it has come in all, and after
     * the end nothing: the most it has told is what counts. A part that has ended stays as it is.
     */
    void removed(Removal removal, Upstream service, SortedMap<String, Long> counts, @Nullable Instant finishedAt) {
        jdbi.useTransaction(handle -> {
            Optional<String> before = handle.createQuery("""
                            select removed::text from personal_data_part
                            where tenant = :tenant and receipt_id = :receipt and service = :service
                                and finished_at is null for update
                            """)
                    .bind("tenant", removal.tenant().value())
                    .bind("receipt", removal.receipt())
                    .bind("service", service.contract())
                    .mapTo(String.class)
                    .findOne();
            if (before.isEmpty()) {
                return;
            }
            SortedMap<String, Long> sum = read(before.get());
            counts.forEach((what, count) -> sum.merge(what, count, service == Upstream.USAGE ? Long::max : Long::sum));
            handle.createUpdate("""
                            update personal_data_part set removed = cast(:removed as jsonb), finished_at = :at
                            where tenant = :tenant and receipt_id = :receipt and service = :service
                            """)
                    .bind("removed", write(sum))
                    .bind("at", time(finishedAt))
                    .bind("tenant", removal.tenant().value())
                    .bind("receipt", removal.receipt())
                    .bind("service", service.contract())
                    .execute();
        });
    }

    /** Ends a removal that no service has anything to do for, and forgets whose data it was; whether it is over. */
    boolean finish(Removal removal, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update personal_data_receipt receipt
                                set finished_at = :now, user_ids = null, account_id = null, contact_id = null
                                where tenant = :tenant and receipt_id = :receipt and finished_at is null
                                    and not exists (select from personal_data_part part
                                        where part.tenant = receipt.tenant and part.receipt_id = receipt.receipt_id
                                            and part.finished_at is null)
                                """)
                        .bind("now", time(now))
                        .bind("tenant", removal.tenant().value())
                        .bind("receipt", removal.receipt())
                        .execute()
                == 1);
    }

    Optional<Receipt> find(TenantId tenant, UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from personal_data_receipt where tenant = :tenant and receipt_id = :receipt
                        """)
                .bind("tenant", tenant.value())
                .bind("receipt", id)
                .map((row, context) -> {
                    Instant finished = instant(row, "finished_at");
                    return new Receipt(
                            id,
                            finished == null ? "running" : "done",
                            row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                            row.getString("requested_by"),
                            finished,
                            parts(handle, tenant, id));
                })
                .findOne());
    }

    private List<Receipt.Part> parts(Handle handle, TenantId tenant, UUID id) {
        return handle.createQuery("""
                        select service, removed::text as removed, finished_at from personal_data_part
                        where tenant = :tenant and receipt_id = :receipt order by service
                        """)
                .bind("tenant", tenant.value())
                .bind("receipt", id)
                .map((row, context) -> {
                    Instant finished = instant(row, "finished_at");
                    return new Receipt.Part(
                            row.getString("service"),
                            finished == null ? "pending" : "done",
                            finished,
                            read(row.getString("removed")));
                })
                .list();
    }

    private static Removal removal(ResultSet row) throws SQLException {
        String account = row.getString("account_id");
        return new Removal(
                new TenantId(row.getString("tenant")),
                row.getObject("receipt_id", UUID.class),
                row.getString("requested_by"),
                new Person(
                        new TreeSet<>(Arrays.asList(
                                (String[]) row.getArray("user_ids").getArray())),
                        row.getBoolean("ids_known"),
                        account == null ? null : new ContactRef(account, row.getString("contact_id"))));
    }

    private SortedMap<String, Long> read(String counts) {
        try {
            return mapper.readValue(counts, COUNTS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String write(SortedMap<String, Long> counts) {
        try {
            return mapper.writeValueAsString(counts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
