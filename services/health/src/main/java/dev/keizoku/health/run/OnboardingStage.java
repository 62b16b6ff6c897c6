package dev.keizoku.health.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.onboarding.OnboardingWriter;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.UsageMeasure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/** Brings how accounts began into a temporary table by COPY, from where they are kept all at once. */
@ApplicationScoped
class OnboardingStage {

    private static final int ROW_SIZE = 300;

    private final ObjectMapper mapper;
    private final OnboardingWriter writer;

    OnboardingStage(ObjectMapper mapper, OnboardingWriter writer) {
        this.mapper = mapper;
        this.writer = writer;
    }

    void load(Handle handle, List<ScoredAccount> scored) {
        handle.execute("""
                create temporary table if not exists onboarding_stage (
                    account_id text collate "C" primary key, state text not null, live boolean not null,
                    internal boolean not null, customer_since date, began_on date, first_value_on date, ended_on date,
                    owner text, plans text, attributes jsonb not null, steps jsonb not null
                ) on commit delete rows
                """);
        CopyText rows = new CopyText(scored.size() * ROW_SIZE);
        scored.forEach(account -> add(rows, account.day()));
        try {
            handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy onboarding_stage from stdin", new ByteArrayInputStream(rows.bytes()));
        } catch (SQLException failed) {
            throw new IllegalStateException("How accounts began could not be copied in.", failed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void react(Handle handle, RunContext context) {
        writer.react(handle, context.tenant(), context.day());
    }

    void leave(Handle handle, RunContext context) {
        writer.leave(handle, context.tenant(), context.day());
    }

    private void add(CopyText rows, AccountDay day) {
        AccountFact fact = day.fact();
        UsageMeasure usage = day.usage();
        rows.field(fact.accountId())
                .field(fact.state())
                .field(fact.live())
                .field(fact.internal())
                .field(fact.customerSince())
                .field(day.since())
                .field(day.firstValueOn())
                .field(fact.endedOn())
                .field(fact.owner())
                .field(fact.planIds().isEmpty() ? null : String.join(" + ", fact.planIds()))
                .field(json(fact.attributes()))
                .field(json(usage == null ? List.of() : usage.onboarding().steps()))
                .endRow();
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
