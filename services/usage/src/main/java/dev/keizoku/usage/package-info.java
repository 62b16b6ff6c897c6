/**
 * Usage: events come in once each, are counted into the tenant's days as they are stored, and leave as measures.
 *
 * <p>Owns events, their identities and the daily rollups. Does not own accounts (an event may name one nobody has
 * registered), plans, or what a measure means for a customer's health.
 */
@NullMarked
package dev.keizoku.usage;

import org.jspecify.annotations.NullMarked;
