package dev.keizoku.subscriptions.quote;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.keizoku.subscriptions.offer.BundleId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Something off a listed price. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reduction.Term.class, name = "term"),
    @JsonSubTypes.Type(value = Reduction.Upgrade.class, name = "upgrade"),
    @JsonSubTypes.Type(value = Reduction.Bundled.class, name = "bundle")
})
sealed interface Reduction {

    /** For a long term. */
    record Term(
            int months,
            @Nullable Integer freeMonths,
            @Nullable BigDecimal percentOff) implements Reduction {}

    /** For who comes from a lower plan. */
    record Upgrade(BigDecimal percentOff) implements Reduction {}

    /** For plans bought together. */
    record Bundled(BundleId bundleId, BigDecimal percentOff) implements Reduction {}
}
