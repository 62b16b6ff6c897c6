package dev.keizoku.health.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes plays that open, many at once; what is there already stays as it is. */
@ApplicationScoped
class PlayInsert {

    private final ObjectMapper mapper;

    PlayInsert(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Opens the plays; of the same signal, those nobody has begun give way to a new one.
     *
     * @param day of the score they follow from
     * @return the ones that were opened
     */
    List<UUID> open(
            Handle handle, TenantId tenant, LocalDate day, int version, OffsetDateTime now, List<NewPlay> plays) {
        if (plays.isEmpty()) {
            return List.of();
        }
        String rows = json(plays);
        List<UUID> opened = handle.createQuery("""
                insert into play (tenant, account_id, occasion, source, signal_id, signal_type, opening, playbook,
                    playbooks_version, variant, tier, state, owner, opened_on, opened_at, first_due_on, step_due, due_on,
                    expires_on, band, risk_level, risk_value, mrr, currency)
                select :tenant, account_id, occasion, source, signal_id, signal_type, opening, playbook, :version,
                    variant, tier, 'open', owner, :day, :now, first_due_on, step_due, due_on, expires_on, band,
                    risk_level, risk_value, mrr, currency
                from jsonb_to_recordset(cast(:rows as jsonb)) as n(account_id text, occasion text, source text,
                    signal_id uuid, signal_type text, opening date, playbook text, variant integer, tier text,
                    owner text, first_due_on date, step_due date[], due_on date, expires_on date, band text,
                    risk_level text, risk_value numeric, mrr numeric, currency text)
                on conflict (tenant, account_id, occasion) do nothing
                returning play_id
                """)
                .bind("tenant", tenant.value())
                .bind("day", day)
                .bind("version", version)
                .bind("now", now)
                .bind("rows", rows)
                .mapTo(UUID.class)
                .list();
        handle.createUpdate("""
                update play p set state = 'withdrawn', reason = 'replaced', closed_at = :now
                from jsonb_to_recordset(cast(:rows as jsonb)) as n(account_id text, occasion text, signal_id uuid)
                where p.tenant = :tenant and p.account_id = n.account_id and p.signal_id = n.signal_id
                    and p.occasion <> n.occasion and p.state = 'open'
                """)
                .bind("tenant", tenant.value())
                .bind("now", now)
                .bind("rows", rows)
                .execute();
        return opened;
    }

    private String json(List<NewPlay> plays) {
        ArrayNode rows = mapper.createArrayNode();
        for (NewPlay play : plays) {
            Asked.Account account = play.account();
            ObjectNode row = rows.addObject()
                    .put("account_id", account.id())
                    .put("occasion", play.occasion())
                    .put("source", play.source().name().toLowerCase(Locale.ROOT))
                    .put("signal_id", text(play.signalId()))
                    .put("signal_type", play.signalType())
                    .put("opening", text(play.opening()))
                    .put("playbook", play.playbook().key())
                    .put("variant", play.variant())
                    .put("tier", play.tier().key())
                    .put("owner", account.owner())
                    .put("first_due_on", text(play.firstDueOn()))
                    .put("due_on", text(play.dueOn()))
                    .put("expires_on", text(play.expiresOn()))
                    .put("band", account.band().key())
                    .put(
                            "risk_level",
                            account.risk() == null ? null : account.risk().key())
                    .put("risk_value", account.riskValue())
                    .put("mrr", account.mrr())
                    .put("currency", account.currency());
            ArrayNode due = row.putArray("step_due");
            play.stepDue().forEach(on -> due.add(on.toString()));
        }
        try {
            return mapper.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
