package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What to send to a CRM once, so that the fields of a profile are there. */
final class Definitions {

    private static final int LONGEST_TEXT = 255;

    private Definitions() {}

    static ObjectNode of(Crm crm, Profile profile, String language) {
        return switch (crm) {
            case HUBSPOT -> hubspot(profile, language);
            case SALESFORCE -> salesforce(profile, language);
        };
    }

    /** The body of {@code POST /crm/v3/properties/companies/batch/create}. */
    private static ObjectNode hubspot(Profile profile, String language) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = body.putArray("inputs");
        if (profile.matchBy() == Profile.MatchBy.ACCOUNT_ID) {
            property(inputs, profile.keyField(), keyLabel(language), "string", "text")
                    .put("hasUniqueValue", true);
        }
        profile.fields()
                .forEach((source, name) -> Exported.of(source).ifPresent(exported -> {
                    String label = exported.label(language);
                    switch (exported.kind()) {
                        case NUMBER -> property(inputs, name, label, "number", "number");
                        case TEXT -> property(inputs, name, label, "string", "textarea");
                        case TIME -> property(inputs, name, label, "datetime", "date");
                        case CHOICE -> {
                            ArrayNode options = property(inputs, name, label, "enumeration", "select")
                                    .putArray("options");
                            exported.options()
                                    .forEach(option -> options.addObject()
                                            .put("label", option)
                                            .put("value", option)
                                            .put("displayOrder", options.size() - 1)
                                            .put("hidden", false));
                        }
                    }
                }));
        return body;
    }

    private static ObjectNode property(ArrayNode inputs, String name, String label, String type, String fieldType) {
        return inputs.addObject()
                .put("name", name)
                .put("label", label)
                .put("type", type)
                .put("fieldType", fieldType)
                .put("groupName", "companyinformation");
    }

    /** Bodies of {@code POST /services/data/v…/tooling/sobjects/CustomField}, one a field. */
    private static ObjectNode salesforce(Profile profile, String language) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode fields = all.putArray("fields");
        if (profile.matchBy() == Profile.MatchBy.ACCOUNT_ID) {
            custom(fields, profile.keyField(), keyLabel(language), "Text")
                    .put("length", LONGEST_TEXT)
                    .put("externalId", true)
                    .put("unique", true)
                    .put("caseSensitive", true);
        }
        profile.fields()
                .forEach((source, name) -> Exported.of(source).ifPresent(exported -> {
                    String label = exported.label(language);
                    switch (exported.kind()) {
                        case NUMBER ->
                            custom(fields, name, label, "Number")
                                    .put("precision", 7)
                                    .put("scale", 4);
                        case TEXT -> custom(fields, name, label, "Text").put("length", LONGEST_TEXT);
                        case TIME -> custom(fields, name, label, "DateTime");
                        case CHOICE -> {
                            ObjectNode set =
                                    custom(fields, name, label, "Picklist").putObject("valueSet");
                            set.put("restricted", true);
                            ArrayNode values = set.putObject("valueSetDefinition")
                                    .put("sorted", false)
                                    .putArray("value");
                            exported.options()
                                    .forEach(option -> values.addObject()
                                            .put("fullName", option)
                                            .put("label", option)
                                            .put("default", false));
                        }
                    }
                }));
        return all;
    }

    private static ObjectNode custom(ArrayNode fields, String name, String label, String type) {
        return fields.addObject()
                .put("FullName", "Account." + name)
                .putObject("Metadata")
                .put("label", label)
                .put("type", type);
    }

    private static String keyLabel(String language) {
        return language.equals("ja") ? "KeizokuアカウントID" : "Keizoku Account ID";
    }
}
