package dev.keizoku.health.expansion.trial;

import dev.keizoku.health.expansion.Requester;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.PlanId;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trial as it is sent: of a higher plan or an add-on, or of one feature. */
record NewTrial(
        @Nullable Requester requestedBy,
        @Nullable PlanId planId,
        @Nullable @Size(min = 1, max = 255) String featureId) {

    boolean ours() {
        return requestedBy != Requester.CUSTOMER;
    }

    List<FieldError> errors() {
        return (planId == null) == (featureId == null)
                ? List.of(new FieldError("/plan_id", "required", "Name either a plan or a feature."))
                : List.of();
    }
}
