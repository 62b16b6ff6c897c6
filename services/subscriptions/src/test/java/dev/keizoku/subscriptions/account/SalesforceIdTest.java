package dev.keizoku.subscriptions.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SalesforceIdTest {

    @Test
    void bothFormsOfAnIdAreOne() {
        assertThat(new SalesforceId("001A0000012bcDE").longForm()).isEqualTo("001A0000012bcDEIAY");
        assertThat(new SalesforceId("0018d00000AbCdE").longForm()).isEqualTo("0018d00000AbCdEAAV");
        assertThat(SalesforceId.forms("001A0000012bcDE")).isEqualTo(SalesforceId.forms("001A0000012bcDEIAY"));
    }

    @Test
    void theLongFormKeepsItsMeaningInAnyCase() {
        assertThat(SalesforceId.forms("0018D00000ABCDEAAV")).containsExactly("0018d00000AbCdE", "0018d00000AbCdEAAV");
        assertThat(SalesforceId.forms("0018d00000abcdeaav")).containsExactly("0018d00000AbCdE", "0018d00000AbCdEAAV");
    }

    @Test
    void whatIsNoIdOfSalesforceStandsForItself() {
        assertThat(SalesforceId.forms("acme")).containsExactly("acme");
        assertThat(SalesforceId.forms("0018d00000AbCdEAA9")).containsExactly("0018d00000AbCdEAA9");
        assertThat(SalesforceId.forms("0018d00000AbCdE555")).containsExactly("0018d00000AbCdE555");
    }
}
