package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import java.util.List;

/** What became of one asked-for change. */
public sealed interface Outcome {

    /** The change was recorded. */
    record Recorded() implements Outcome {}

    /** The same change was recorded before. */
    record Known() implements Outcome {}

    /** There is no subscription to change. */
    record Missing() implements Outcome {}

    /**
     * The change cannot be.
     *
     * @param field the field of the request that it lies with, without any path before it
     */
    record Refused(SubscriptionsProblem problem, String field, String detail) implements Outcome {

        ProblemException toProblem() {
            ProblemException exception = new ProblemException(problem, detail);
            return problem.status() == 409
                    ? exception
                    : exception.withErrors(List.of(new FieldError("/" + field, problem.slug(), detail)));
        }
    }
}
