package dev.keizoku.gateway.limit;

/**
 * What was taken from a shared bucket at one time.
 *
 * @param limit in force
 * @param brought to be given out here
 * @param left in the bucket for everybody
 */
record Supply(long limit, long brought, long left) {}
