package dev.keizoku.health.model;

/**
 * A measure of an account on a day.
 *
 * @param points what the scorecard made of it: what the tenant holds to be good
 */
record Measured(double value, double points) {}
