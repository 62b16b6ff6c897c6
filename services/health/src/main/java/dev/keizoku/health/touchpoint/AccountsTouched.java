package dev.keizoku.health.touchpoint;

import dev.keizoku.kernel.TenantId;
import java.util.Set;

/** Something was said of these accounts that cannot wait for the night. */
public record AccountsTouched(TenantId tenant, Set<String> accounts) {}
