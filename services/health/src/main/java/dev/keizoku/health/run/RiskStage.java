package dev.keizoku.health.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.signal.Finding;
import dev.keizoku.health.signal.rule.SignalLook;
import dev.keizoku.health.signal.rule.SignalMemory;
import dev.keizoku.health.signal.rule.SignalRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Brings what was seen of accounts into temporary tables by COPY, and keeps it beside their scores. */
@ApplicationScoped
class RiskStage {

    private static final int ROW_SIZE = 600;
    private static final int FETCH = 2_000;
    private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};

    private final ObjectMapper mapper;

    RiskStage(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What was found and remembered of the accounts of a stretch on the day of the run before. */
    Map<String, SignalRules.Yesterday> yesterday(
            Handle handle, RunContext context, @Nullable LocalDate day, String first, String last) {
        Map<String, SignalRules.Yesterday> found = new HashMap<>();
        if (day == null) {
            return found;
        }
        handle.createQuery("""
                select account_id, findings, memory from risk_snapshot
                where tenant = :tenant and day = :day and account_id between :first and :last
                """)
                .setFetchSize(FETCH)
                .bind("tenant", context.tenant().value())
                .bind("day", day)
                .bind("first", first)
                .bind("last", last)
                .map((row, ignored) -> found.put(
                        row.getString("account_id"), read(row.getString("findings"), row.getString("memory"))))
                .forEach(previous -> {});
        return found;
    }

    void load(Handle handle, List<ScoredAccount> accounts) {
        handle.execute("""
                create temporary table if not exists risk_stage (
                    account_id text collate "C" primary key, value numeric(5, 4) not null, level text not null,
                    parts jsonb not null, findings jsonb not null, memory jsonb not null, unknown text[] not null
                ) on commit delete rows
                """);
        handle.execute("""
                create temporary table if not exists signal_stage (
                    account_id text collate "C" not null, type text not null, severity numeric(5, 4) not null,
                    evidence jsonb not null, primary key (account_id, type)
                ) on commit delete rows
                """);
        CopyText risks = new CopyText(accounts.size() * ROW_SIZE);
        CopyText signals = new CopyText(accounts.size() * ROW_SIZE);
        for (ScoredAccount account : accounts) {
            addRisk(risks, account.fact().accountId(), account.look());
            for (Finding finding : account.look().findings()) {
                signals.field(account.fact().accountId())
                        .field(finding.type().name())
                        .field(finding.severity())
                        .field(json(finding.evidence()))
                        .endRow();
            }
        }
        copy(handle, "copy risk_stage from stdin", risks);
        copy(handle, "copy signal_stage from stdin", signals);
    }

    /** Keeps the risk of the day, and what it was before where that is another; the same again changes nothing. */
    void append(Handle handle, RunContext context, OffsetDateTime now) {
        handle.createUpdate("""
                with written as (
                    insert into risk_snapshot as r (tenant, day, account_id, scored_at, settings_version, value, level,
                        parts, findings, memory)
                    select :tenant, :day, account_id, :now, :version, value, level, parts, findings, memory
                    from risk_stage order by account_id
                    on conflict (tenant, day, account_id) do update set
                        scored_at = greatest(r.scored_at, excluded.scored_at),
                        settings_version = excluded.settings_version, value = excluded.value, level = excluded.level,
                        parts = excluded.parts, findings = excluded.findings, memory = excluded.memory
                    where (r.settings_version, r.value, r.level, r.parts, r.findings, r.memory)
                        is distinct from (excluded.settings_version, excluded.value, excluded.level, excluded.parts,
                            excluded.findings, excluded.memory)
                    returning old.*, new.scored_at as known_until)
                insert into risk_snapshot_past (tenant, day, account_id, known_until, scored_at, settings_version, value,
                    level, parts, findings, memory)
                select tenant, day, account_id, known_until, scored_at, settings_version, value, level, parts, findings,
                    memory
                from written where scored_at < known_until
                """)
                .bind("tenant", context.tenant().value())
                .bind("day", context.day())
                .bind("version", context.signalSettingsVersion())
                .bind("now", now)
                .execute();
    }

    /** Leaves the accounts that are still in the stage of the scores: an older day only adds to the history. */
    void keepStaged(Handle handle) {
        handle.execute("delete from signal_stage s "
                + "where not exists (select from score_stage c where c.account_id = s.account_id)");
        handle.execute("delete from risk_stage s "
                + "where not exists (select from score_stage c where c.account_id = s.account_id)");
    }

    private void addRisk(CopyText rows, String account, SignalLook look) {
        List<Finding> standing =
                Stream.concat(look.findings().stream(), look.carried().stream()).toList();
        rows.field(account)
                .field(look.risk().value())
                .field(look.risk().level().key())
                .field(json(look.risk().parts()))
                .field(json(standing))
                .field(json(look.memory()))
                .field(look.unknown().stream().map(Enum::name).collect(Collectors.joining(",", "{", "}")))
                .endRow();
    }

    private SignalRules.Yesterday read(String findings, String memory) {
        try {
            return new SignalRules.Yesterday(
                    mapper.readValue(findings, FINDINGS), mapper.readValue(memory, SignalMemory.class));
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void copy(Handle handle, String sql, CopyText rows) {
        try {
            handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql, new ByteArrayInputStream(rows.bytes()));
        } catch (SQLException failed) {
            throw new IllegalStateException("What was seen of the accounts could not be copied in.", failed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
