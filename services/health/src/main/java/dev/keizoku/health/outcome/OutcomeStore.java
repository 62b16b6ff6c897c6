package dev.keizoku.health.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.measure.Outcome;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The outcome of an account as its latest run saw it. */
@ApplicationScoped
class OutcomeStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    OutcomeStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    record Seen(LocalDate day, Outcome outcome) {}

    Optional<Seen> latest(TenantId tenant, AccountId account) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select day, outcome from account_standing
                where tenant = :tenant and account_id = :account and outcome is not null
                """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .map((row, context) ->
                        new Seen(row.getObject("day", LocalDate.class), outcome(row.getString("outcome"))))
                .findOne());
    }

    private Outcome outcome(String json) {
        try {
            return mapper.readValue(json, Outcome.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
