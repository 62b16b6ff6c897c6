package dev.keizoku.health.text;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the writer of a message does with it. A message has any number of intents, also none. */
public enum Intent {
    /** Wishes for something to become better or to get more out of it. */
    @JsonProperty("constructive_request")
    CONSTRUCTIVE_REQUEST,
    /** Says that product, service or price falls short. */
    @JsonProperty("criticism")
    CRITICISM,
    /** Reports that something does not work as it should. */
    @JsonProperty("bug")
    BUG,
    /** Asks or speaks about the contract: term, renewal, notice, penalty, document. */
    @JsonProperty("contract_terms")
    CONTRACT_TERMS,
    /** Wants, announces, threatens or asks how to leave. */
    @JsonProperty("cancellation")
    CANCELLATION,
    /** Compares with, looks at or moves to another product. */
    @JsonProperty("competitor")
    COMPETITOR,
    /** Is pleased and says so. */
    @JsonProperty("praise")
    PRAISE,
    /** Brings in their own senior people or asks for ours. */
    @JsonProperty("exec_escalation")
    EXEC_ESCALATION
}
