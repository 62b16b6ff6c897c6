package dev.keizoku.gateway.overview;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.util.List;

/** Reads the account out of a path. */
final class AccountPath {

    private AccountPath() {}

    static AccountId of(String id) {
        try {
            return new AccountId(id);
        } catch (IllegalArgumentException unacceptable) {
            throw ProblemException.ofFields(List.of(
                    new FieldError("{account_id}", "invalid_value", String.valueOf(unacceptable.getMessage()))));
        }
    }
}
