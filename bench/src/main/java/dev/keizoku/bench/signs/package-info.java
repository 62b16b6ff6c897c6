/** Signs of leaving on days of customers who are not ours, as nights would have seen them. */
@NullMarked
package dev.keizoku.bench.signs;

import org.jspecify.annotations.NullMarked;
