package dev.keizoku.gateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How receivers are told. */
@ConfigMapping(prefix = "keizoku.webhooks")
interface WebhookConfig {

    /** Seals the secrets of endpoints; the token secret when there is none, and then it must never change. */
    Optional<String> secret();

    /** Endpoints a replica works for at a time. */
    @WithDefault("64")
    int atOnce();

    /** How long after one look for work comes the next, unless something has just arrived. */
    @WithDefault("0.5S")
    Duration every();

    /** For the whole answer of a receiver. */
    @WithDefault("15S")
    Duration timeout();

    /** How long an endpoint is a replica's own between two messages; longer than a receiver may take. */
    @WithDefault("40S")
    Duration lease();

    /** How long both secrets sign after a rotation. */
    @WithDefault("24H")
    Duration overlap();

    /** How long an endpoint may fail before it is given up. */
    @WithDefault("5D")
    Duration patience();

    /** How long deliveries are kept. */
    @WithDefault("30D")
    Duration kept();

    /** Endpoints a tenant may have. */
    @WithDefault("50")
    int perTenant();

    /** Ports of receivers and of CRMs, so that nobody has other services of the internet asked from here. */
    @WithDefault("443")
    Set<Integer> ports();

    /** Lets plain HTTP and this machine be receivers. At any port. For tests only: it opens the inner network. */
    @WithDefault("false")
    boolean allowLocal();
}
