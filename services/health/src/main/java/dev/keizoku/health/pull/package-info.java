/** The sorted streams other services give: account facts and usage measures, joined in one pass. */
@NullMarked
package dev.keizoku.health.pull;

import org.jspecify.annotations.NullMarked;
