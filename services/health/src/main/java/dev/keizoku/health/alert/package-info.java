/** What is wrong with the data of a whole tenant: told once, so that it is not taken for what its customers do. */
@NullMarked
package dev.keizoku.health.alert;

import org.jspecify.annotations.NullMarked;
