package dev.keizoku.usage.person;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Removes what was said of users. */
public final class Forgetting {

    private Forgetting() {}

    /** Every id of a user: the one the user goes by and whatever leads to it. */
    public static List<String> idsOf(Handle handle, int tenant, String user) {
        return AccountUsersStore.idsOf(handle, tenant, user);
    }

    /** How many rows of each kind were removed. */
    public record Forgotten(int traits, int memberships, int aliases) {

        public boolean nothing() {
            return traits + memberships + aliases == 0;
        }
    }

    public static Forgotten forget(Handle handle, int tenant, String[] users) {
        remove(
                handle,
                "delete from department_told where tenant_no = :tenant and user_id = any(:users)",
                tenant,
                users);
        return new Forgotten(
                remove(
                        handle,
                        "delete from person_trait where tenant_no = :tenant and user_id = any(:users)",
                        tenant,
                        users),
                remove(
                        handle,
                        "delete from membership where tenant_no = :tenant and user_id = any(:users)",
                        tenant,
                        users),
                remove(
                        handle,
                        "delete from user_alias where tenant_no = :tenant and (from_user = any(:users) or to_user ="
                                + " any(:users))",
                        tenant,
                        users));
    }

    private static int remove(Handle handle, String sql, int tenant, String[] users) {
        return handle.createUpdate(sql)
                .bind("tenant", tenant)
                .bindArray("users", String.class, (Object[]) users)
                .execute();
    }
}
