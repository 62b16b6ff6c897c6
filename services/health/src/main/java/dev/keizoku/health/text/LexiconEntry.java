package dev.keizoku.health.text;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One phrase of a lexicon.
 *
 * @param phrase words one after another, found in any inflection; {@code |} between words that may stand for each other,
 *     {@code _} inside one that is several words, {@code *} for up to four words in between
 * @param weight 1 is enough by itself for an intent; less needs company, 0 switches the phrase off
 * @param note why it is there, for people
 */
public record LexiconEntry(
        @NotNull @Size(min = 1, max = 200) String phrase,
        @NotNull Sense readsAs,

        @NotNull @DecimalMin("0") @DecimalMax("10") @Digits(integer = 2, fraction = 2) BigDecimal weight,

        @Nullable @Size(max = 500) String note) {}
