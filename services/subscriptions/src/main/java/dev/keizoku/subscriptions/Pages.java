package dev.keizoku.subscriptions;

import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts lists that are in the order of ids into pages. */
@Singleton
public class Pages {

    private final Cursors cursors;

    Pages(Cursors cursors) {
        this.cursors = cursors;
    }

    /** The id after which to go on; empty at the beginning. */
    public String after(TenantId tenant, String list, @Nullable String cursor) {
        return cursor == null ? "" : cursors.open(tenant, list, cursor);
    }

    /**
     * One page.
     *
     * @param list names the endpoint and its filters
     * @param found one more than fits, if there is one
     * @param id of one of them, which the next page begins after
     */
    public <T> Page<T> of(TenantId tenant, String list, List<T> found, int limit, Function<T, String> id) {
        List<T> data = found.stream().limit(limit).toList();
        boolean more = found.size() > limit;
        return new Page<>(data, more ? cursors.seal(tenant, list, id.apply(data.getLast())) : null, more);
    }
}
