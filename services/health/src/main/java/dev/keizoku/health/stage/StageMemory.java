package dev.keizoku.health.stage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What has to be remembered of an account from one day to the next to say its stage.
 *
 * @param beneath where it stands apart from a renewal that is near; the stage itself where none is
 * @param greenSince since when its band is green without a break; null when it is not
 */
public record StageMemory(
        Staged staged, LifecycleStage beneath, @Nullable LocalDate greenSince) {

    /** With the band of the day in it. */
    public StageMemory after(LocalDate day, boolean green) {
        return new StageMemory(staged, beneath, !green ? null : greenSince == null ? day : greenSince);
    }
}
