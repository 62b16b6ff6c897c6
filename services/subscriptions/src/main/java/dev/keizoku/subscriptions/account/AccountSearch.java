package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds accounts by words of their names, ids, external ids, attributes, or of a contact's name. How words are folded is
 * told by {@code search_folded} of the database, which keeps what comes of it with every account and contact.
 */
@Singleton
public class AccountSearch {

    private final Jdbi jdbi;
    private final AccountStore store;

    AccountSearch(Jdbi jdbi, AccountStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    /**
     * Where a page ended.
     *
     * @param rank 0 for what is called so, 1 for what begins so, 2 for the others
     */
    record Position(int rank, String account) {}

    /** An account and its rank. */
    record Found(StoredAccount account, int rank) {}

    /**
     * Those with all the words, the nearest first; none when nothing is left of the text.
     *
     * @param contacts whether a contact's name will do
     */
    @Transactional
    List<Found> find(TenantId tenant, String text, boolean contacts, Position after, int limit) {
        return jdbi.withHandle(handle -> {
            String folded = handle.createQuery("select search_folded(cast(:text as text) collate \"C\")")
                    .bind("text", text)
                    .mapTo(String.class)
                    .one();
            if (folded.isEmpty()) {
                return List.of();
            }
            List<String> words = List.of(folded.split(" "));
            return handle.createQuery("""
                            with hits as (
                                select account_id from account where tenant = :tenant and folded like all(:patterns)
                                union
                                select account_id from contact
                                where :contacts and tenant = :tenant and folded like all(:patterns)),
                            ranked as (
                                select a.*, case when starts_with(folded, :folded || e'\\n') or account_id = :text then 0
                                    when starts_with(folded, :folded) then 1 else 2 end as rank
                                from account a join hits using (account_id) where tenant = :tenant)
                            select * from ranked where (rank, account_id) > (:rank, :after)
                            order by rank, account_id limit :limit
                            """)
                    .bind("tenant", tenant.value())
                    .bind(
                            "patterns",
                            Bind.texts(
                                    words.stream().map(AccountSearch::pattern).toList()))
                    .bind("contacts", contacts)
                    .bind("folded", folded)
                    .bind("text", text)
                    .bind("rank", after.rank())
                    .bind("after", after.account())
                    .bind("limit", limit)
                    .map((row, context) -> new Found(store.stored().map(row, context), row.getInt("rank")))
                    .list();
        });
    }

    /** What is folded has no punctuation; what might be left of it has no meaning of its own. */
    private static String pattern(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
