/** The scores as they are read: the list a CRM pulls, one account's health, its history and its explanation. */
@NullMarked
package dev.keizoku.health.account;

import org.jspecify.annotations.NullMarked;
