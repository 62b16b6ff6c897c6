package dev.keizoku.gateway.people;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How identity providers are asked for their keys. */
@ConfigMapping(prefix = "keizoku.people")
interface PeopleConfig {

    /** How long it may take to get one document of a provider. */
    Duration timeout();

    /** How long a provider's keys are used before they are asked for again. */
    Duration keys();

    /** How long they are used at most while the provider does not answer. */
    Duration keysWithoutProvider();

    /** How far the clock of a provider may be from ours. */
    Duration clockSkew();

    /** Hosts of the operator's own network: they may have private addresses, and be asked by http. */
    Optional<Set<String>> insideHosts();
}
