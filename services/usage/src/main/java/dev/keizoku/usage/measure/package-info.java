/** What a day's health is judged by: the measures of every account, in one sorted stream. */
@NullMarked
package dev.keizoku.usage.measure;

import org.jspecify.annotations.NullMarked;
