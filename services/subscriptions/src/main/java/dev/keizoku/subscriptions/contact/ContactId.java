package dev.keizoku.subscriptions.contact;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.CallerId;

/** A person at an account, by the tenant's own id, unique within the account. */
public record ContactId(@JsonValue String value) {

    public ContactId {
        CallerId.check(value);
    }
}
