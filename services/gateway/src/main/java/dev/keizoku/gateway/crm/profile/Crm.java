package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A CRM whose forms we know. */
public enum Crm {
    HUBSPOT(Pattern.compile("[a-z][a-z0-9_]{0,99}")),
    SALESFORCE(Pattern.compile("[A-Za-z](?:_?[A-Za-z0-9]){0,79}(?:__c)?"));

    private final Pattern fieldName;

    Crm(Pattern fieldName) {
        this.fieldName = fieldName;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Crm> of(String key) {
        return Arrays.stream(values()).filter(crm -> crm.key().equals(key)).findFirst();
    }

    /** Whether a field there can have this name. */
    boolean canName(String field) {
        return fieldName.matcher(field).matches();
    }
}
