package dev.keizoku.health.play.book;

import dev.keizoku.health.language.Language;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A text in the languages people are written to in. */
public record Words(
        @NotNull @NotBlank @Size(max = 4000) String en,
        @NotNull @NotBlank @Size(max = 4000) String ja) {

    public String in(Language language) {
        return switch (language) {
            case EN -> en;
            case JA -> ja;
        };
    }
}
