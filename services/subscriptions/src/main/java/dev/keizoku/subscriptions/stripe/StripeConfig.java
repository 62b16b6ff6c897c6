package dev.keizoku.subscriptions.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How webhooks of Stripe's are checked. */
@ConfigMapping(prefix = "keizoku.stripe")
interface StripeConfig {

    /** How far the time of a signature may be from now. */
    @WithDefault("PT5M")
    Duration tolerance();
}
