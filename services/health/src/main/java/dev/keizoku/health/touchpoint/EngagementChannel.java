package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where somebody took part. */
public enum EngagementChannel {
    @JsonProperty("community")
    COMMUNITY,
    @JsonProperty("newsletter")
    NEWSLETTER,
    @JsonProperty("event")
    EVENT,
    @JsonProperty("webinar")
    WEBINAR,
    @JsonProperty("award")
    AWARD,
    @JsonProperty("case_study")
    CASE_STUDY,
    @JsonProperty("other")
    OTHER
}
