package dev.keizoku.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedLogTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            key kz_abcdefgh_sEcret-1_2 refused     | key kz_abcdefgh_*** refused
            kz_pk_abcdefgh_sEcret                  | kz_pk_abcdefgh_***
            token kz_bt_eyJhbGciOiJFUzI1.eyJ.sig   | token kz_bt_***
            signed with whsec_MfKQ9r8+/=           | signed with whsec_***
            {Authorization=bearer 0123456789abcd}  | {Authorization=bearer ***}
            eyJhbGciOiJFUzI1NiJ9.eyJzdWIi.c2ln.    | eyJ***.
            https://me:p4:ss@db.example.com:5432/x | https://***@db.example.com:5432/x
            jdbc:postgresql://h/d?password=p&ssl=1 | jdbc:postgresql://h/d?password=***&ssl=1
            ?client_secret=s, access_token=t)      | ?client_secret=***, access_token=***)
            mail to jane.doe+x@example.co.jp.      | mail to ***.
            /v1/users/jane%40example.com/usage     | /v1/users/***/usage
            mail to 山田@例え.jp                    | mail to ***
            "said \\njane@example.com\\u001bjim@b.co" | "said \\n***\\u001b***"
            """)
    void showsWhatItWasAndNotWhatItSaid(String line, String masked) {
        assertThat(MaskedLog.masked(line)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the bearer of this, and basic plans",
                "Connection to 127.0.0.1:5432 refused, io.vertx.core.Context@1f3c9a",
                "key kz_abcdefgh has no scope usage:read; the next_cursor is opaque",
                "at dev.keizoku.kernel.Tenants.get(Tenants.java:40) ~[kernel.jar:0.1.0]"
            })
    void leavesAloneWhatTellsNothing(String line) {
        assertThat(MaskedLog.masked(line)).isEqualTo(line);
    }

    @Test
    void isNotHeldUpByALongWord() {
        String word = "a".repeat(1 << 18);

        assertThat(MaskedLog.masked(word)).isEqualTo(word);
    }
}
