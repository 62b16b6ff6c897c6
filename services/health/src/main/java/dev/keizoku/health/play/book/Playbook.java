package dev.keizoku.health.play.book;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is done for an account, step by step.
 *
 * @param enabled whether plays of it open by themselves
 * @param slaDays in how many business days the first action is due
 * @param expiresDays after how many days nobody is expected to begin it any more
 * @param messages what may be written or said, one to ask and one to offer
 * @param variants what is different for some accounts; the first that fits counts
 */
public record Playbook(
        PlaybookKey key,
        boolean enabled,
        Words name,
        int slaDays,
        int expiresDays,
        List<Step> steps,
        List<Message> messages,
        List<Variant> variants) {

    public Playbook {
        steps = List.copyOf(steps);
        messages = List.copyOf(messages);
        variants = List.copyOf(variants);
    }

    /**
     * One thing to do.
     *
     * @param ownerRole who does it: {@code csm}, {@code manager}, {@code executive} and others, as the tenant calls them
     * @param dueDays in how many business days after the play was opened
     */
    public record Step(
            @NotNull @NotBlank @Size(max = 50) String ownerRole,
            @NotNull @Min(0) @Max(365) Integer dueDays,
            @NotNull @Valid Words title) {}

    /** What may be written or said; {@code {account}}, {@code {industry}} and {@code {contact}} are filled in. */
    public record Message(
            @NotNull @Valid Words subject, @NotNull @Valid Words body) {}

    /**
     * What is different for some accounts.
     *
     * @param steps instead of those of the playbook; null for those
     * @param messages likewise
     */
    public record Variant(
            @NotNull @Valid Condition when,
            @Nullable @Size(min = 1, max = 50) List<@NotNull @Valid Step> steps,
            @Nullable @Size(min = 1, max = 2) List<@NotNull @Valid Message> messages) {}

    /** The accounts a variant is for: each list that is given holds the account's value. */
    public record Condition(
            @Nullable @Size(min = 1, max = 100) List<@NotBlank @Size(max = 255) String> industry,
            @Nullable @Size(min = 1, max = 100) List<@NotBlank @Size(max = 255) String> size,
            @Nullable @Size(min = 1, max = 100) List<@NotBlank @Size(max = 255) String> techLiteracy,
            @Nullable @Size(min = 1, max = 100) List<@NotBlank @Size(max = 255) String> maturity) {

        boolean any() {
            return industry != null || size != null || techLiteracy != null || maturity != null;
        }

        boolean holds(Traits traits) {
            return holds(industry, traits.industry())
                    && holds(size, traits.size())
                    && holds(techLiteracy, traits.techLiteracy())
                    && holds(maturity, traits.maturity());
        }

        private static boolean holds(@Nullable List<String> accepted, @Nullable String value) {
            return accepted == null || value != null && accepted.stream().anyMatch(value::equalsIgnoreCase);
        }
    }

    /** The number of the variant for an account; empty when it is done as everywhere. */
    public Optional<Integer> variantFor(Traits traits) {
        return IntStream.range(0, variants.size())
                .filter(number -> variants.get(number).when().holds(traits))
                .boxed()
                .findFirst();
    }

    /** The steps of a variant, or those of the playbook. */
    public List<Step> steps(@Nullable Integer variant) {
        return numbered(variant).map(Variant::steps).orElse(steps);
    }

    /** The messages of a variant, or those of the playbook. */
    public List<Message> messages(@Nullable Integer variant) {
        return numbered(variant).map(Variant::messages).orElse(messages);
    }

    private Optional<Variant> numbered(@Nullable Integer variant) {
        return Optional.ofNullable(variant)
                .filter(number -> number < variants.size())
                .map(variants::get);
    }
}
