package dev.keizoku.kernel;

/** Fired inside the transaction that stored a new version of a tenant's record. */
public record TenantChanged(TenantRecord tenant) {}
