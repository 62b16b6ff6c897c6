/** The first 90 days of a customer: what is to be reached by when, and how many get there. */
@NullMarked
package dev.keizoku.health.onboarding;

import org.jspecify.annotations.NullMarked;
