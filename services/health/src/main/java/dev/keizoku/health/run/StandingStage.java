package dev.keizoku.health.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.measure.Outcome;
import dev.keizoku.health.play.Occasion;
import dev.keizoku.health.play.Occasions;
import dev.keizoku.health.play.PlayRules;
import dev.keizoku.health.play.Standing;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.Balance;
import dev.keizoku.health.pull.JoinedAccount;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.SignalType;
import dev.keizoku.health.touchpoint.TouchpointTallies;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Brings what plays follow from into temporary tables by COPY: how accounts stand, and what of them asks for a play. */
@ApplicationScoped
class StandingStage {

    private static final int ROW_SIZE = 200;

    private final TouchpointTallies tallies;
    private final ObjectMapper mapper;

    StandingStage(TouchpointTallies tallies, ObjectMapper mapper) {
        this.tallies = tallies;
        this.mapper = mapper;
    }

    void load(Handle handle, RunContext context, List<JoinedAccount> accounts, List<ScoredAccount> scored) {
        createTables(handle);
        CopyText standings = new CopyText(scored.size() * ROW_SIZE);
        CopyText occasions = new CopyText(scored.size() * ROW_SIZE);
        Set<String> done = new HashSet<>();
        for (ScoredAccount account : scored) {
            AccountFact fact = account.fact();
            done.add(fact.accountId());
            Standing standing = Standing.of(
                    fact,
                    account.day().balance(),
                    account.score().band(),
                    account.look().risk(),
                    context.day(),
                    context.plays().settings().attributes());
            add(standings, standing, Outcome.of(account.day()), Occasions.handsOver(account.day()));
            Occasions.of(seen(context, account), context.plays()).forEach(each -> add(occasions, fact, each));
        }
        leavers(handle, context, accounts, done, standings, occasions);
        copy(handle, "copy standing_stage from stdin", standings);
        copy(handle, "copy occasion_stage from stdin", occasions);
    }

    private static void createTables(Handle handle) {
        handle.execute("""
                create temporary table if not exists standing_stage (
                    account_id text collate "C" primary key, scored boolean not null, name text, live boolean not null,
                    left_on date, owner text, country text, mrr numeric, currency text, renews_on date,
                    notice_deadline date, band text not null, risk_value numeric(5, 4), risk_level text, industry text,
                    size text, tech_literacy text, maturity text, contact_id text, contact_role text,
                    plan_ids jsonb not null, attributes jsonb not null, outcome jsonb, hands_over boolean not null
                ) on commit delete rows
                """);
        handle.execute("""
                create temporary table if not exists occasion_stage (
                    account_id text collate "C" not null, playbook text not null, occasion text collate "C" not null,
                    opens boolean not null, primary key (account_id, occasion)
                ) on commit delete rows
                """);
    }

    /** Those who left not long ago, whether they are still scored or not. */
    private void leavers(
            Handle handle,
            RunContext context,
            List<JoinedAccount> accounts,
            Set<String> done,
            CopyText standings,
            CopyText occasions) {
        PlayRules rules = context.plays();
        List<JoinedAccount> left = accounts.stream()
                .filter(account -> Occasions.leaver(account.fact(), context.day(), rules))
                .toList();
        Set<String> explained = tallies.postMortems(
                handle,
                context.tenant(),
                left.stream().map(account -> account.fact().accountId()).collect(Collectors.toSet()),
                context.asOf());
        for (JoinedAccount account : left) {
            AccountFact fact = account.fact();
            if (!done.contains(fact.accountId())) {
                add(
                        standings,
                        Standing.of(
                                fact,
                                account.balance(),
                                Band.UNKNOWN,
                                null,
                                context.day(),
                                rules.settings().attributes()),
                        null,
                        false);
            }
            Occasions.ofLeaver(fact, context.day(), explained.contains(fact.accountId()), rules)
                    .forEach(each -> add(occasions, fact, each));
        }
    }

    private static Occasions.Seen seen(RunContext context, ScoredAccount account) {
        return new Occasions.Seen(
                account.day(),
                account.score().band(),
                account.look().risk().level(),
                !account.look().codes().isEmpty(),
                context.signals().dueOn(SignalType.QBR_OVERDUE, account.day()),
                context.signals().dueOn(SignalType.SURVEY_OVERDUE, account.day()));
    }

    /** Without an outcome for those that are no longer scored. */
    private void add(CopyText rows, Standing standing, @Nullable Outcome outcome, boolean handsOver) {
        AccountFact fact = standing.fact();
        Balance balance = standing.balance();
        AccountFact.Renewal renewal = fact.renewal();
        Optional<AccountFact.Contact> contact = standing.contact();
        rows.field(fact.accountId())
                .field(outcome != null)
                .field(fact.name())
                .field(fact.live())
                .field(fact.endedOn())
                .field(fact.owner())
                .field(fact.country())
                .field(balance == null ? null : balance.mrr().toPlainString())
                .field(balance == null ? null : balance.currency())
                .field(renewal == null ? null : renewal.renewsOn())
                .field(renewal == null ? null : renewal.noticeDeadline())
                .field(standing.band().key())
                .field(standing.risk() == null ? null : standing.risk().value())
                .field(standing.risk() == null ? null : standing.risk().level().key())
                .field(standing.traits().industry())
                .field(standing.traits().size())
                .field(standing.traits().techLiteracy())
                .field(standing.traits().maturity())
                .field(contact.map(AccountFact.Contact::contactId).orElse(null))
                .field(contact.map(AccountFact.Contact::role).orElse(null))
                .field(json(fact.planIds()))
                .field(json(fact.attributes()))
                .field(outcome == null ? null : json(outcome))
                .field(handsOver)
                .endRow();
    }

    private static void add(CopyText rows, AccountFact fact, Occasion occasion) {
        rows.field(fact.accountId())
                .field(occasion.playbook().key())
                .field(occasion.key())
                .field(occasion.opens())
                .endRow();
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
            throw new IllegalStateException("How the accounts stand could not be copied in.", failed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
