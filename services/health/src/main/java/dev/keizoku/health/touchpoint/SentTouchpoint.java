package dev.keizoku.health.touchpoint;

import dev.keizoku.health.text.Intent;
import dev.keizoku.health.text.Polarity;
import dev.keizoku.health.text.TextLabels;
import dev.keizoku.health.touchpoint.TouchpointDetail.CompetitorMention;
import dev.keizoku.health.touchpoint.TouchpointDetail.ContactChange;
import dev.keizoku.health.touchpoint.TouchpointDetail.Engagement;
import dev.keizoku.health.touchpoint.TouchpointDetail.FeatureRequest;
import dev.keizoku.health.touchpoint.TouchpointDetail.Goal;
import dev.keizoku.health.touchpoint.TouchpointDetail.Meeting;
import dev.keizoku.health.touchpoint.TouchpointDetail.Milestone;
import dev.keizoku.health.touchpoint.TouchpointDetail.PostMortem;
import dev.keizoku.health.touchpoint.TouchpointDetail.Training;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A touchpoint as it was sent.
 *
 * @param touchpoint null when anything is wrong with it
 * @param errors all that is
 */
record SentTouchpoint(@Nullable Touchpoint touchpoint, List<FieldError> errors) {

    static final int MOST_TEXT = 10_000;

    private static final int MOST_NAME = 200;
    private static final int MOST_ID = 255;

    /** Clocks differ; what happens later than this from now has not happened. */
    private static final Duration AHEAD = Duration.ofHours(1);

    SentTouchpoint {
        errors = List.copyOf(errors);
    }

    /** Reads the fields that every kind has, and those of the kind it says it is. */
    static SentTouchpoint read(SentFields fields, Instant now) {
        fields.require("kind");
        TouchpointKind kind = fields.constant("kind", TouchpointKind.values());
        String id = id(fields);
        AccountId account = account(fields);
        fields.require("occurred_at");
        Instant occurredAt = fields.instant("occurred_at");
        if (occurredAt != null && occurredAt.isAfter(now.plus(AHEAD))) {
            fields.error("occurred_at", FieldError.OUT_OF_RANGE, "This has not happened yet.");
        }
        Instant at = occurredAt == null ? Instant.EPOCH : stored(occurredAt);
        TouchpointDetail detail = kind == null ? null : detail(kind, fields, at);
        Saying saying = kind == null ? Saying.NOTHING : saying(kind, fields);
        List<FieldError> errors = kind == null ? withoutUnknown(fields.errors()) : fields.errors();
        if (!errors.isEmpty() || detail == null || account == null) {
            return new SentTouchpoint(null, errors);
        }
        return new SentTouchpoint(new Touchpoint(id, account, at, saying, detail), errors);
    }

    private static String id(SentFields fields) {
        fields.require("touchpoint_id");
        String id = fields.text("touchpoint_id");
        try {
            return id == null ? "" : CallerId.check(id);
        } catch (IllegalArgumentException unusable) {
            fields.error("touchpoint_id", "invalid_value", String.valueOf(unusable.getMessage()));
            return "";
        }
    }

    private static @Nullable AccountId account(SentFields fields) {
        fields.require("account_id");
        String id = fields.text("account_id");
        try {
            return id == null ? null : new AccountId(id);
        } catch (IllegalArgumentException unusable) {
            fields.error("account_id", "invalid_value", String.valueOf(unusable.getMessage()));
            return null;
        }
    }

    private static @Nullable TouchpointDetail detail(TouchpointKind kind, SentFields fields, Instant at) {
        return switch (kind) {
            case TICKET -> SentConversation.ticket(fields, at);
            case MESSAGE -> SentConversation.message(fields);
            case SURVEY_ANSWER -> SentConversation.surveyAnswer(fields);
            case MEETING -> {
                MeetingKind meeting = fields.constant("meeting", MeetingKind.values());
                yield new Meeting(meeting == null ? MeetingKind.OTHER : meeting, fields.ids("attendees"));
            }
            case MILESTONE ->
                new Milestone(
                        fields.requiredText("name", MOST_NAME),
                        fields.text("stage", MOST_NAME),
                        fields.date("due_on"),
                        fields.date("reached_on"));
            case GOAL ->
                new Goal(
                        fields.requiredText("name", MOST_NAME),
                        fields.text("stage", MOST_NAME),
                        plain(fields.decimal("target")),
                        plain(fields.decimal("actual")),
                        fields.text("unit", MOST_NAME),
                        fields.date("due_on"),
                        fields.date("reached_on"));
            case TRAINING -> new Training(fields.text("topic", MOST_NAME), count(fields, "participants"));
            case ENGAGEMENT -> {
                fields.require("channel");
                EngagementChannel channel = fields.constant("channel", EngagementChannel.values());
                yield new Engagement(
                        Objects.requireNonNullElse(channel, EngagementChannel.OTHER), fields.text("name", MOST_NAME));
            }
            case CONTACT_CHANGE -> {
                fields.require("change");
                ContactMove change = fields.constant("change", ContactMove.values());
                yield new ContactChange(
                        fields.requiredText("contact_id", MOST_ID),
                        Objects.requireNonNullElse(change, ContactMove.JOINED),
                        fields.text("role", MOST_NAME),
                        fields.text("department", MOST_NAME));
            }
            case COMPETITOR_MENTION -> new CompetitorMention(fields.text("competitor", MOST_NAME));
            case FEATURE_REQUEST -> new FeatureRequest(fields.requiredText("feature", MOST_ID), weight(fields));
            case POST_MORTEM ->
                new PostMortem(
                        fields.requiredText("reason", MOST_NAME),
                        fields.bool("detected"),
                        fields.text("signal", MOST_NAME));
        };
    }

    /** Who said what; a survey answer names its respondent. */
    private static Saying saying(TouchpointKind kind, SentFields fields) {
        UserId person = fields.person("user_id");
        if (kind == TouchpointKind.SURVEY_ANSWER) {
            UserId respondent = fields.person("respondent");
            if (respondent != null && person != null && !respondent.equals(person)) {
                fields.error("respondent", "contradiction", "The respondent and the user are two people.");
            }
            person = respondent == null ? person : respondent;
        }
        String text = fields.text("text", MOST_TEXT);
        return switch (kind) {
            case TICKET, MESSAGE, SURVEY_ANSWER -> new Saying(person, text, labels(fields));
            case MEETING,
                    MILESTONE,
                    GOAL,
                    TRAINING,
                    ENGAGEMENT,
                    CONTACT_CHANGE,
                    COMPETITOR_MENTION,
                    FEATURE_REQUEST,
                    POST_MORTEM -> new Saying(person, text, TextLabels.NONE);
        };
    }

    private static TextLabels labels(SentFields fields) {
        List<Intent> intents = fields.constants("intents", Intent.values());
        Set<Intent> distinct = intents == null ? null : new HashSet<>(intents);
        return new TextLabels(distinct, fields.constant("sentiment", Polarity.values()));
    }

    private static @Nullable Integer count(SentFields fields, String name) {
        Integer count = fields.integer(name);
        if (count != null && count < 0) {
            fields.error(name, "invalid_value", "A number of people is not negative.");
        }
        return count;
    }

    private static @Nullable BigDecimal weight(SentFields fields) {
        BigDecimal weight = fields.decimal("weight");
        if (weight != null && weight.signum() <= 0) {
            fields.error("weight", "invalid_value", "A weight is more than 0.");
        }
        return plain(weight);
    }

    /** Without a kind nothing says which fields there may be. */
    private static List<FieldError> withoutUnknown(List<FieldError> errors) {
        return errors.stream()
                .filter(error -> !error.code().equals("unknown_field"))
                .toList();
    }

    /** One way to write a number, so that the same one sent again is the same. */
    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** To the microsecond, which is what the database keeps, so that the same touchpoint sent again is the same. */
    static Instant stored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
