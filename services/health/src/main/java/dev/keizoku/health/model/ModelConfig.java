package dev.keizoku.health.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How churn models are trained. */
@ConfigMapping(prefix = "keizoku.model")
interface ModelConfig {

    /** How often to look for trainings that are due or waiting, and for lists to write; {@code off} leaves it to others. */
    @WithDefault("1m")
    String poll();

    /** How long a training may take before another replica takes it over. */
    @WithDefault("PT30M")
    Duration lease();

    /** How long to wait after a training failed, because subscriptions could not be read or otherwise. */
    @WithDefault("PT1M")
    Duration retry();

    /** From more observations than this a sample of whole accounts is learned. */
    @WithDefault("20000")
    int mostObservations();
}
