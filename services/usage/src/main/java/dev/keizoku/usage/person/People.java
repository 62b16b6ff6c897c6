package dev.keizoku.usage.person;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.kernel.UserId;
import dev.keizoku.usage.rollup.BusinessDay;
import dev.keizoku.usage.tenant.TenantNumbers;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes in what is said of users.
 *
 * <p>The latest says it: of two values of a trait the one that was told of the later instant stays, in whatever order
 * they come, and telling again changes nothing.
 */
@Singleton
public final class People {

    private final Jdbi jdbi;
    private final TenantNumbers numbers;
    private final Tenants tenants;
    private final Clock clock;

    People(Jdbi jdbi, TenantNumbers numbers, Tenants tenants, Clock clock) {
        this.jdbi = jdbi;
        this.numbers = numbers;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** All of it or nothing, durable when this returns. */
    public void tell(TenantId tenant, List<Told> told) {
        Sayings sayings = new Sayings();
        int number = numbers.of(tenant);
        LocalDate today = BusinessDay.of(clock.instant(), tenants.get(tenant).zone());
        told.forEach(one -> sayings.add(number, one, today));
        try {
            jdbi.useTransaction(handle -> PersonStore.write(handle.getConnection(), sayings));
        } catch (SQLException failure) {
            throw new IllegalStateException("What was said of users could not be written.", failure);
        }
    }

    /** The account each user was last said to belong to, under any id the user goes by; users without one are left out. */
    public Map<UserId, AccountId> accountsOf(TenantId tenant, Collection<UserId> users) {
        int number = numbers.of(tenant);
        return jdbi.withHandle(handle -> PersonStore.accountsOf(handle, number, users));
    }
}
