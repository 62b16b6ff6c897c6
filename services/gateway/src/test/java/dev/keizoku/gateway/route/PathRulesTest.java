package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/accounts/acme",
                "/v1/accounts/acme?x=a;b//c/../d%00",
                "/v1/accounts/a%2Fb",
                "/v1/accounts/a%3Bb",
                "/v1/accounts/a%3bb%2fc",
                "/v1/accounts/%E7%B6%99%E7%B6%9A",
                "/v1/accounts/...",
                "/v1/accounts/a.b",
                "/v1/accounts/.a",
                "/v1/accounts/..%2Fetc",
                "/v1/accounts/%252e%252e",
                "/v1/accounts/"
            })
    void letsPlainPathsThrough(String target) {
        assertThat(PathRules.objection(target)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "http://elsewhere/v1/accounts",
                "v1/accounts",
                "//v1/accounts",
                "/v1//accounts",
                "/v1/accounts//",
                "/v1;x=1/accounts",
                "/v1/accounts;jsessionid=1",
                "/v1/..;/q/health",
                "/v1/./accounts",
                "/v1/../q/health",
                "/v1/..",
                "/v1/.",
                "/v1/%2e%2e/q",
                "/v1/%2E./q",
                "/v1/.%2e/q",
                "/v1/%2e/q",
                "/v1/accounts/%00",
                "/v1/accounts/a%00b",
                "/v1/accounts/%",
                "/v1/accounts/%2",
                "/v1/accounts/%zz",
                "/v1/accounts\\acme",
                "/v1/accounts/a#b",
                "/v1/accounts/a b",
                "/v1/accounts/\u0001",
                "/v1/accounts/ü"
            })
    void refusesWhatTwoProgramsCouldReadDifferently(String target) {
        assertThat(PathRules.objection(target)).isNotNull();
    }
}
