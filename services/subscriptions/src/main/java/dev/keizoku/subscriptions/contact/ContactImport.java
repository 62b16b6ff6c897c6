package dev.keizoku.subscriptions.contact;

import dev.keizoku.imports.Applied;
import dev.keizoku.imports.ImportContext;
import dev.keizoku.imports.ImportKind;
import dev.keizoku.imports.ImportRow;
import dev.keizoku.imports.ReadRows;
import dev.keizoku.imports.RowFields;
import dev.keizoku.imports.RowOutcome;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Contacts from files. */
@ApplicationScoped
public class ContactImport implements ImportKind {

    private static final int MAX_TEXT = 200;
    private static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 50;
    private static final int MAX_EMAIL = 320;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final Contacts contacts;

    ContactImport(Contacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public String name() {
        return "contact";
    }

    @Override
    public String scope() {
        return "subscriptions:write";
    }

    @Override
    public Applied apply(ImportContext context, List<ImportRow> rows) {
        return ReadRows.apply(
                context,
                rows,
                ContactImport::read,
                good -> context
                        .jdbi()
                        .withHandle(
                                handle -> contacts.putAll(handle, context.settings(), good, context.createMissing()))
                        .stream()
                        .map(ContactImport::outcome)
                        .toList());
    }

    private static RowOutcome outcome(Contacts.Result result) {
        return switch (result) {
            case CHANGED -> RowOutcome.accepted();
            case UNCHANGED -> RowOutcome.unchanged();
            case NO_ACCOUNT ->
                RowOutcome.rejected("account_id", "unknown_reference", "There is no account of that id.");
        };
    }

    private static @Nullable Contact read(RowFields fields) {
        AccountId account = fields.requiredAs("account_id", AccountId::new);
        ContactId id = fields.requiredAs("contact_id", ContactId::new);
        String name = fields.requiredAs("name", ContactImport::shortText);
        String email = fields.as("email", ContactImport::email);
        UserId userId = fields.as("user_id", UserId::new);
        String role = fields.as("role", ContactImport::shortText);
        String department = fields.as("department", ContactImport::shortText);
        List<String> tags = fields.as("tags", ContactImport::tags);
        Contact.Status status = fields.as("status", Contact.Status::of);
        LocalDate since = fields.date("since");
        if (account == null || id == null || name == null || !fields.errors().isEmpty()) {
            return null;
        }
        return new Contact(
                account,
                id,
                name,
                email,
                userId,
                role,
                department,
                tags == null ? List.of() : tags,
                status == null ? Contact.Status.ACTIVE : status,
                since);
    }

    private static String shortText(String text) {
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw new IllegalArgumentException("Expected 1 to 200 characters.");
        }
        return text;
    }

    private static String email(String text) {
        if (text.length() > MAX_EMAIL || !EMAIL.matcher(text).matches()) {
            throw new IllegalArgumentException("Expected an address such as ann@example.com.");
        }
        return text;
    }

    private static List<String> tags(String text) {
        List<String> tags = Arrays.stream(text.split("[;|]", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
        if (tags.size() > MAX_TAGS || tags.stream().anyMatch(tag -> tag.length() > MAX_TAG)) {
            throw new IllegalArgumentException("Expected at most 20 tags of at most 50 characters, separated by ;.");
        }
        return tags;
    }
}
