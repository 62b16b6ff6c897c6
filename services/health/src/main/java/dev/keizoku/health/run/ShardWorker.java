package dev.keizoku.health.run;

import dev.keizoku.health.pull.AccountJoin;
import dev.keizoku.health.pull.AccountStreams;
import dev.keizoku.health.pull.JoinedAccount;
import dev.keizoku.health.pull.StreamSlice;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** Takes one shard of a run from where it was to its end: one pass over the sorted streams, in constant memory. */
@ApplicationScoped
class ShardWorker {

    private final RunPreparation preparation;
    private final AccountStreams streams;
    private final ChunkWriter writer;
    private final OverlapCheck overlap;
    private final RunConfig config;

    ShardWorker(
            RunPreparation preparation,
            AccountStreams streams,
            ChunkWriter writer,
            OverlapCheck overlap,
            RunConfig config) {
        this.preparation = preparation;
        this.streams = streams;
        this.writer = writer;
        this.overlap = overlap;
        this.config = config;
    }

    /**
     * Works until the shard is done.
     *
     * @param stop asked between chunks
     * @return whether the shard is done; if not, it was asked to stop
     * @throws dev.keizoku.health.pull.UpstreamFailure when a stream fails; what was written stays
     * @throws Lease.Lost when another worker took over
     */
    boolean work(Lease lease, BooleanSupplier stop) {
        RunContext context = preparation.prepare(lease.tenant(), lease.run());
        StreamSlice slice =
                new StreamSlice(context.day(), context.knownAt(), lease.from(), lease.position(), lease.to());
        try (AccountJoin accounts = streams.join(lease.tenant(), slice);
                ChunksAhead<JoinedAccount> chunks = new ChunksAhead<>(accounts, config.chunk())) {
            ChunksAhead.Chunk<JoinedAccount> chunk = chunks.next();
            String position = writer.write(context, lease, lease.position(), chunk.rows(), chunk.last());
            while (!chunk.last()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                chunk = chunks.next();
                position = writer.write(context, lease, position, chunk.rows(), chunk.last());
            }
            overlap.report(lease.tenant(), context.day(), accounts.usageWithAccount(), accounts.usageWithoutAccount());
            return true;
        }
    }
}
