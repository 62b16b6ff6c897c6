/** What came of the product for a customer, and how it is rolled out over its departments. */
@NullMarked
package dev.keizoku.health.outcome;

import org.jspecify.annotations.NullMarked;
