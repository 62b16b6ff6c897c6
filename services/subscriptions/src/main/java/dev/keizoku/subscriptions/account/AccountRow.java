package dev.keizoku.subscriptions.account;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "account")
class AccountRow {

    static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    @Embeddable
    record Key(
            @Column(name = "tenant") String tenant,
            @Column(name = "account_id") String accountId) {

        static Key of(TenantId tenant, AccountId account) {
            return new Key(tenant.value(), account.value());
        }
    }

    @EmbeddedId
    Key key;

    @Column(nullable = false)
    String name;

    @Column(name = "external_ids", columnDefinition = "jsonb", nullable = false)
    @ColumnTransformer(write = "cast(? as jsonb)")
    String externalIds;

    @Column(columnDefinition = "jsonb", nullable = false)
    @ColumnTransformer(write = "cast(? as jsonb)")
    String attributes;

    @Column(name = "parent_id")
    @Nullable String parentId;

    @Nullable String owner;

    @Column(nullable = false)
    boolean internal;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    static AccountRow of(TenantId tenant, Account account, Instant now, Json json) {
        AccountRow row = new AccountRow();
        row.key = Key.of(tenant, account.accountId());
        row.createdAt = now;
        row.update(account, now, json);
        return row;
    }

    void update(Account account, Instant now, Json json) {
        name = account.name();
        externalIds = json.write(account.externalIds());
        attributes = json.write(account.attributes());
        parentId = account.parentId() == null ? null : account.parentId().value();
        owner = account.owner();
        internal = account.internal();
        updatedAt = now;
    }

    StoredAccount toStored(Json json) {
        Account account = new Account(
                new AccountId(key.accountId()),
                name,
                json.read(externalIds, TEXTS),
                json.read(attributes, VALUES),
                parentId == null ? null : new AccountId(parentId),
                owner,
                internal);
        return new StoredAccount(account, createdAt, updatedAt);
    }
}
