package dev.keizoku.subscriptions.account;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An id of Salesforce in its two forms. Fifteen characters tell upper from lower case; the eighteen of the other form say
 * in their last three which of the fifteen are upper case, so that the case of the rest does not matter.
 *
 * @param shortForm fifteen characters
 */
record SalesforceId(String shortForm) {

    static final String SYSTEM = "salesforce";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{15}([A-Za-z0-5]{3})?");
    private static final String SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT = 15;
    private static final int CHUNK = 5;

    /** Every text that stands for the same record as one that was sent; that text alone when it is no id of Salesforce. */
    static List<String> forms(String sent) {
        if (!FORM.matcher(sent).matches()) {
            return List.of(sent);
        }
        SalesforceId id = new SalesforceId(sent.length() == SHORT ? sent : restored(sent));
        return sent.length() == SHORT || id.longForm().equalsIgnoreCase(sent)
                ? List.of(id.shortForm(), id.longForm())
                : List.of(sent);
    }

    String longForm() {
        StringBuilder form = new StringBuilder(shortForm);
        for (int chunk = 0; chunk < SHORT; chunk += CHUNK) {
            int upper = 0;
            for (int i = 0; i < CHUNK; i++) {
                char c = shortForm.charAt(chunk + i);
                upper |= c >= 'A' && c <= 'Z' ? 1 << i : 0;
            }
            form.append(SUFFIXES.charAt(upper));
        }
        return form.toString();
    }

    /** The fifteen characters with the case that the last three say. */
    private static String restored(String sent) {
        String suffix = sent.substring(SHORT).toUpperCase(Locale.ROOT);
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < SHORT; i++) {
            boolean upper = (SUFFIXES.indexOf(suffix.charAt(i / CHUNK)) >> i % CHUNK & 1) == 1;
            char c = sent.charAt(i);
            form.append(upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return form.toString();
    }
}
