package dev.keizoku.gateway.crm.push.connector;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a step of a job. */
public sealed interface JobStep {

    /** There is a job of this name now. */
    record Opened(String job) implements JobStep {}

    /** What was asked for is done. */
    record Done() implements JobStep {}

    /** The CRM is at it; {@code rest} where it wants to hear nothing for so long. */
    record Busy(@Nullable Duration rest) implements JobStep {}

    /**
     * It is over.
     *
     * @param outcomes by the key of each record that the CRM told of
     * @param failure why it ended before its time, where it did
     * @param rest where the CRM wants no more for so long
     */
    record Ended(
            Map<String, Outcome> outcomes,
            Sent.@Nullable Later failure,
            @Nullable Duration rest) implements JobStep {}

    /** Nothing came of the job, and nothing will. */
    record Lost(String code, String detail) implements JobStep {}

    /** Nobody knows now, through no fault of the job. */
    record Delayed(Sent.Later later) implements JobStep {}
}
