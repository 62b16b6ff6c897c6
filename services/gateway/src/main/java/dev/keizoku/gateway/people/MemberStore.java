package dev.keizoku.gateway.people;

import dev.keizoku.gateway.people.Member.Subject;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class MemberStore {

    private final Jdbi jdbi;

    MemberStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Member> find(TenantId tenant, String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from member where tenant = :tenant and id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .map((row, context) -> read(row))
                .findFirst());
    }

    /** Whom a token is about: by its subject if that is known here, else by its e-mail address. */
    Optional<Member> find(TenantId tenant, Subject subject, @Nullable String email) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from member
                        where tenant = :tenant
                            and (provider = :provider and subject = :subject or lower(email) = lower(cast(:email as text)))
                        order by (provider = :provider and subject = :subject) desc nulls last limit 1
                        """)
                .bind("tenant", tenant.value())
                .bind("provider", subject.provider())
                .bind("subject", subject.value())
                .bind("email", email)
                .map((row, context) -> read(row))
                .findFirst());
    }

    /** By id, after the one given. */
    List<Member> page(TenantId tenant, String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from member where tenant = :tenant and id > :after order by id limit :limit")
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    /** Whether the subject and the e-mail address were nobody else's. */
    boolean put(Member member) {
        Subject subject = member.subject();
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into member
                                    (tenant, id, name, email, provider, subject, role, created_at, updated_at)
                                select :tenant, :id, :name, :email, :provider, :subject, :role, :createdAt, :updatedAt
                                where not exists (
                                    select from member
                                    where tenant = :tenant and id <> :id
                                        and (provider = :provider and subject = :subject or lower(email) = lower(cast(:email as text))))
                                on conflict (tenant, id) do update set name = excluded.name, email = excluded.email,
                                    provider = excluded.provider, subject = excluded.subject, role = excluded.role,
                                    updated_at = excluded.updated_at
                                """)
                        .bind("tenant", member.tenant().value())
                        .bind("id", member.id())
                        .bind("name", member.name())
                        .bind("email", member.email())
                        .bind("provider", subject == null ? null : subject.provider())
                        .bind("subject", subject == null ? null : subject.value())
                        .bind("role", member.role().wireName())
                        .bind("createdAt", member.createdAt().atOffset(ZoneOffset.UTC))
                        .bind("updatedAt", member.updatedAt().atOffset(ZoneOffset.UTC))
                        .execute())
                == 1;
    }

    /** Lets nobody else change the members of a tenant until the end of the transaction. */
    void lock(TenantId tenant) {
        jdbi.useHandle(
                handle -> handle.createQuery("select pg_advisory_xact_lock(hashtext('member'), hashtext(:tenant))")
                        .bind("tenant", tenant.value())
                        .mapToMap()
                        .list());
    }

    void delete(TenantId tenant, String id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from member where tenant = :tenant and id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id)
                .execute());
    }

    private static Member read(ResultSet row) throws SQLException {
        String provider = row.getString("provider");
        return new Member(
                new TenantId(row.getString("tenant")),
                row.getString("id"),
                row.getString("name"),
                row.getString("email"),
                provider == null ? null : new Subject(provider, row.getString("subject")),
                Role.of(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
