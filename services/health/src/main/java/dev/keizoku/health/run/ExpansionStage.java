package dev.keizoku.health.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.expansion.Expansion;
import dev.keizoku.health.expansion.ExpansionSettings;
import dev.keizoku.health.expansion.ExpansionWriter;
import dev.keizoku.health.expansion.OfferHistories;
import dev.keizoku.health.expansion.OfferHistory;
import dev.keizoku.health.expansion.OfferKind;
import dev.keizoku.health.expansion.UsePeaks;
import dev.keizoku.health.loyalty.Loyalty;
import dev.keizoku.health.loyalty.LoyaltyWriter;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.prospect.ProspectWriter;
import dev.keizoku.health.prospect.Readiness;
import dev.keizoku.health.pull.Balance;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/** Brings what may be proposed to accounts into a temporary table by COPY, from where everything else is set-based. */
@ApplicationScoped
class ExpansionStage {

    private static final int ROW_SIZE = 3_000;
    private static final int FETCH = 2_000;

    private final ObjectMapper mapper;
    private final OfferHistories histories;
    private final ExpansionWriter writer;
    private final ProspectWriter prospects;
    private final LoyaltyWriter loyalty;

    ExpansionStage(
            ObjectMapper mapper,
            OfferHistories histories,
            ExpansionWriter writer,
            ProspectWriter prospects,
            LoyaltyWriter loyalty) {
        this.mapper = mapper;
        this.histories = histories;
        this.writer = writer;
        this.prospects = prospects;
        this.loyalty = loyalty;
    }

    /** What was offered to a stretch of accounts, and the most they used. */
    record Before(Map<String, OfferHistory> offers, Map<String, UsePeaks> peaks) {

        Expansion.Known of(String account, Map<String, BigDecimal> meters) {
            return new Expansion.Known(
                    offers.getOrDefault(account, OfferHistory.NONE),
                    meters,
                    peaks.getOrDefault(account, UsePeaks.NONE));
        }
    }

    Before before(Handle handle, RunContext context, String first, String last) {
        Map<String, UsePeaks> peaks = new HashMap<>();
        handle.createQuery("""
                select account_id, peaks from account_expansion
                where tenant = :tenant and account_id between :first and :last
                """)
                .setFetchSize(FETCH)
                .bind("tenant", context.tenant().value())
                .bind("first", first)
                .bind("last", last)
                .map((row, ignored) -> peaks.put(row.getString("account_id"), peaks(row.getString("peaks"))))
                .forEach(previous -> {});
        return new Before(
                histories.read(handle, context.tenant(), first, last, context.day(), context.knownAt()), peaks);
    }

    void load(Handle handle, RunContext context, List<ScoredAccount> accounts) {
        handle.execute("""
                create temporary table if not exists expansion_stage (
                    account_id text collate "C" primary key, state text not null, kinds text[] not null,
                    score numeric(7, 4), nps numeric(7, 4), mrr numeric, currency text, conditions text not null,
                    options text not null, peaks text not null, last_active_on date, features_used text[] not null,
                    loyal boolean, growing boolean not null, name text, owner text, account_state text not null, readiness numeric(5, 2),
                    readiness_parts jsonb
                ) on commit delete rows
                """);
        CopyText rows = new CopyText(accounts.size() * ROW_SIZE);
        accounts.forEach(account -> add(rows, account, context.expansion().settings()));
        try {
            handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy expansion_stage from stdin", new ByteArrayInputStream(rows.bytes()));
        } catch (SQLException failed) {
            throw new IllegalStateException("What may be proposed could not be copied in.", failed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        loyalty.append(handle, context.tenant(), context.day());
    }

    /** Leaves the accounts that are still in the stage of the scores: an older day only adds to the history. */
    void keepStaged(Handle handle) {
        handle.execute("delete from expansion_stage s "
                + "where not exists (select from score_stage c where c.account_id = s.account_id)");
    }

    void react(Handle handle, RunContext context) {
        writer.react(handle, context.tenant(), context.day(), context.expansionSettingsVersion());
        prospects.react(handle, context.tenant(), context.day());
    }

    void leave(Handle handle, TenantId tenant) {
        writer.leave(handle, tenant);
        prospects.leave(handle, tenant);
    }

    private void add(CopyText rows, ScoredAccount account, ExpansionSettings settings) {
        AccountDay day = account.day();
        Expansion.Look look = account.expansion();
        Balance balance = day.balance();
        UsageMeasure usage = day.usage();
        Loyalty loyal = Loyalty.of(day, settings);
        Readiness readiness = Readiness.of(day, look.use());
        rows.field(account.fact().accountId())
                .field(look.eligibility().state().key())
                .field(look.eligibility().kinds().stream()
                        .map(OfferKind::key)
                        .collect(Collectors.joining(",", "{", "}")))
                .field(account.score().effective())
                .field(day.said().nps().answers() == 0 ? null : day.said().nps().value())
                .field(balance == null ? null : balance.mrr().toPlainString())
                .field(balance == null ? null : balance.currency())
                .field(json(look.eligibility().conditions()))
                .field(json(look.eligibility().options()))
                .field(json(look.peaks()))
                .field(usage == null ? null : usage.lastActiveOn())
                .field(array(usage == null ? List.of() : usage.featuresUsed28()))
                .field(loyal == null ? null : loyal == Loyalty.LOYAL)
                .field(Loyalty.grows(day, settings))
                .field(account.fact().name())
                .field(account.fact().owner())
                .field(account.fact().state())
                .field(readiness == null ? null : readiness.value())
                .field(readiness == null ? null : json(readiness.parts()))
                .endRow();
    }

    /** Names of features are the tenant's own: anything may be in them. */
    private static String array(Collection<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private UsePeaks peaks(String json) {
        try {
            return mapper.readValue(json, UsePeaks.class);
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
}
