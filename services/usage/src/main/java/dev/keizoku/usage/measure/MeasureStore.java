package dev.keizoku.usage.measure;

import dev.keizoku.usage.pack.CountedAccounts;
import dev.keizoku.usage.pack.CountedAccounts.Question;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Reads what measures are made of: of one account, or of all in the order of their ids. */
@Singleton
final class MeasureStore {

    /** Accounts whose departments are looked up together. */
    private static final int TOGETHER = 250;

    private final Jdbi requests;
    private final Jdbi bulk;

    MeasureStore(Jdbi requests, @DataSource("bulk") Jdbi bulk) {
        this.requests = requests;
        this.bulk = bulk;
    }

    /** How much is measured, and how many days that takes. */
    enum Depth {
        ACTIVITY(Windows.RECENT),
        EVERYTHING(Windows.HISTORY);

        private final int days;

        Depth(int days) {
            this.days = days;
        }
    }

    /**
     * Which measures are asked for.
     *
     * @param knownOn events received on later days are left out
     * @param from the first account id; null for all
     * @param to the account id to stop before; null for no end
     * @param one whether it is about {@code from} only
     */
    record Slice(
            int tenant,
            LocalDate day,
            LocalDate knownOn,
            Depth depth,
            @Nullable String from,
            @Nullable String to,
            boolean one) {

        String first() {
            return from == null ? "" : from;
        }

        private Question question() {
            return new Question(tenant, day.minusDays(depth.days - 1), day, knownOn, true, first(), to, one);
        }
    }

    /** Something done with each account while the database sends the next. */
    interface Sink {
        void accept(AccountTally tally) throws IOException;
    }

    /** The account that the slice begins with. */
    Optional<AccountTally> one(Slice slice) {
        List<AccountTally> found = new ArrayList<>(1);
        requests.useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            try {
                read(handle, slice, found::add);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
        return found.stream().findFirst();
    }

    /** Hands over every account's tally, sorted by id, holding a few hundred of them at most. */
    void stream(Slice slice, Sink sink) throws IOException {
        ReadAhead.run(
                tallies -> bulk.useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                    streaming(handle);
                    read(handle, slice, tallies::accept);
                }),
                sink::accept);
    }

    private static void read(Handle handle, Slice slice, Sink sink) throws IOException {
        boolean departments = Departments.any(handle, slice.tenant());
        List<AccountCount> waiting = new ArrayList<>(TOGETHER);
        try (MilestoneStore milestones = new MilestoneStore(handle, slice)) {
            CountedAccounts.each(
                    handle,
                    slice.question(),
                    account -> new AccountCount(account, slice.day(), slice.depth().days),
                    counted -> {
                        if (counted.isSeen()) {
                            waiting.add(counted);
                        }
                        if (waiting.size() >= (departments ? TOGETHER : 1)) {
                            handOver(handle, slice, waiting, departments, milestones, sink);
                        }
                    });
            handOver(handle, slice, waiting, departments, milestones, sink);
        }
    }

    private static void handOver(
            Handle handle, Slice slice, List<AccountCount> waiting, boolean told, MilestoneStore milestones, Sink sink)
            throws IOException {
        Departments departments =
                told ? Departments.of(handle, slice.tenant(), slice.knownOn(), waiting) : Departments.NONE;
        for (AccountCount counted : waiting) {
            String account = counted.account();
            sink.accept(counted.tally(user -> departments.of(user, account), milestones.of(account)));
        }
        waiting.clear();
    }

    /** For every account of the tenant that has a usual week, the last one's ratio to it; in no order. */
    double[] weekRatios(int tenant, LocalDate day, LocalDate knownOn, DayKinds kinds) {
        DoubleStream.Builder ratios = DoubleStream.builder();
        Question question =
                new Question(tenant, day.minusDays(WeekRatio.DAYS - 1), day, knownOn, false, "", null, false);
        bulk.useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            streaming(handle);
            try {
                CountedAccounts.each(handle, question, account -> new WeekCount(day), counted -> {
                    Double ratio = counted.isSeen()
                            ? WeekRatio.of(counted.days(), kinds).ratio()
                            : null;
                    if (ratio != null) {
                        ratios.add(ratio);
                    }
                });
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
        return ratios.build().toArray();
    }

    /** Packs lie in order in their index; sorting all of them would have us wait, and take memory. */
    private static void streaming(Handle handle) {
        handle.execute("set local work_mem = '64MB'");
        handle.execute("set local enable_sort = off");
        handle.execute("set local enable_bitmapscan = off");
    }
}
