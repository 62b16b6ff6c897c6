package dev.keizoku.health.run;

import dev.keizoku.health.pull.AccountJoin;
import dev.keizoku.health.pull.AccountStreams;
import dev.keizoku.health.pull.JoinedAccount;
import dev.keizoku.health.pull.StreamSlice;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at one account at once, through the same code as the night.
 *
 * <p>It scores the day that is under way. Use is taken as of the day before: half a day beside whole ones would look like
 * a fall. The night scores the day again when it is over.
 */
@ApplicationScoped
class Rescan {

    private final RunPreparation preparation;
    private final AccountStreams streams;
    private final ChunkWriter writer;
    private final Tenants tenants;
    private final Clock clock;

    Rescan(RunPreparation preparation, AccountStreams streams, ChunkWriter writer, Tenants tenants, Clock clock) {
        this.preparation = preparation;
        this.streams = streams;
        this.writer = writer;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Looks at the account.
     *
     * @return the day that was scored; empty when subscriptions does not know the account
     * @throws dev.keizoku.health.pull.UpstreamFailure when another service cannot be read from
     */
    Optional<LocalDate> account(TenantId tenant, String account) {
        Instant now = clock.instant();
        LocalDate today = now.atZone(tenants.get(tenant).zone()).toLocalDate();
        RunContext context = preparation.ofOne(tenant, today, now);
        List<JoinedAccount> found = new ArrayList<>();
        // No id lies between an id and the same with a blank, which sorts first of all that may follow.
        StreamSlice slice = new StreamSlice(today, now, account, null, account + " ");
        try (AccountJoin accounts = streams.join(tenant, slice, today.minusDays(1))) {
            while (accounts.hasNext()) {
                found.add(accounts.next());
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        writer.writeOne(context, account, found);
        return Optional.of(today);
    }
}
