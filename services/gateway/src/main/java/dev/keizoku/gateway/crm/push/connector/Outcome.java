package dev.keizoku.gateway.crm.push.connector;

import org.jspecify.annotations.Nullable;

/** What became of one record. */
public sealed interface Outcome {

    /** The CRM has it, under its own id where it says so. */
    record Accepted(@Nullable String crmId) implements Outcome {}

    /** It will not be taken as it is, however often it is sent. */
    record Refused(String code, String detail) implements Outcome {}

    /** It may be taken later. */
    record Again(String code, String detail) implements Outcome {}

    /** It was one of several of which the CRM did not say which became what; by itself it is told of. */
    record Unnamed() implements Outcome {}
}
