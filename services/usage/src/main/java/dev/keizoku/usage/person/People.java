package dev.keizoku.usage.person;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes in what is said of users; for now it remembers, in this process, which account each belongs to. */
@Singleton
public final class People {

    private final Map<Member, Told.Membership> memberships = new ConcurrentHashMap<>();

    private record Member(TenantId tenant, UserId user) {}

    /** Of two accounts a user is said to belong to, the later one holds. */
    public void tell(TenantId tenant, List<Told> told) {
        for (Told one : told) {
            switch (one) {
                case Told.Membership said ->
                    memberships.merge(
                            new Member(tenant, said.user()),
                            said,
                            (known, now) -> now.at().isBefore(known.at()) ? known : now);
                case Told.Traits traits -> {}
                case Told.Alias alias -> {}
            }
        }
    }

    /** The account each user was last said to belong to; users without one are left out. */
    public Map<UserId, AccountId> accountsOf(TenantId tenant, Collection<UserId> users) {
        Map<UserId, AccountId> accounts = new HashMap<>();
        for (UserId user : users) {
            Told.Membership said = memberships.get(new Member(tenant, user));
            if (said != null) {
                accounts.put(user, said.account());
            }
        }
        return accounts;
    }
}
