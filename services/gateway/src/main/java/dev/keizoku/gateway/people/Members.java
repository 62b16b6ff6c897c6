package dev.keizoku.gateway.people;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.people.Member.Subject;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives people their roles and takes them back, and notes who did. */
@ApplicationScoped
public class Members {

    private final MemberStore store;
    private final AuditTrail audit;
    private final Clock clock;

    Members(MemberStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who somebody is to be. */
    record Wanted(
            TenantId tenant,
            String id,
            @Nullable String name,
            @Nullable String email,
            @Nullable Subject subject,
            Role role) {}

    /** What became of an attempt to give a role. */
    sealed interface Giving {

        record Given(Member member, boolean isNew) implements Giving {}

        /** Another member has the subject or the e-mail address. */
        record Taken() implements Giving {}
    }

    @Transactional
    Giving put(Wanted wanted, String actor) {
        store.lock(wanted.tenant());
        Optional<Member> old = store.find(wanted.tenant(), wanted.id());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Member member = new Member(
                wanted.tenant(),
                wanted.id(),
                wanted.name(),
                wanted.email(),
                wanted.subject(),
                wanted.role(),
                old.map(Member::createdAt).orElse(now),
                now);
        if (old.filter(member::saysWhat).isPresent()) {
            return new Giving.Given(old.get(), false);
        }
        if (!store.put(member)) {
            return new Giving.Taken();
        }
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("id", member.id());
        old.ifPresent(before -> detail.put("old_role", before.role().wireName()));
        audit.add(
                member.tenant(),
                now,
                actor,
                "member.changed",
                detail.put("new_role", member.role().wireName()));
        return new Giving.Given(member, old.isEmpty());
    }

    @Transactional
    Optional<Member> find(TenantId tenant, String id) {
        return store.find(tenant, id);
    }

    /** Whom a token is about. */
    @Transactional
    Optional<Member> find(TenantId tenant, Subject subject, @Nullable String email) {
        return store.find(tenant, subject, email);
    }

    @Transactional
    List<Member> page(TenantId tenant, String after, int limit) {
        return store.page(tenant, after, limit);
    }

    @Transactional
    boolean remove(TenantId tenant, String id, String actor) {
        store.lock(tenant);
        Optional<Member> old = store.find(tenant, id);
        if (old.isEmpty()) {
            return false;
        }
        store.delete(tenant, id);
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("id", id);
        audit.add(
                tenant,
                clock.instant(),
                actor,
                "member.removed",
                detail.put("old_role", old.get().role().wireName()));
        return true;
    }
}
