package dev.keizoku.usage.measure;

import org.jspecify.annotations.Nullable;

/**
 * What was counted of an account's named users. Key users are the fewest who made half of the uses of the baseline; a
 * use is any event but a login.
 *
 * @param departments28 different departments the active users are said to belong to, as far as it was told
 * @param userDays28 for each user the days with an event, added up; likewise the days of key users
 * @param keySilentDays days since the last event of any key user; null without key users
 * @param keyUsersSilent key users without an event in the last 14 days
 */
record People(
        int activeUsers7,
        int activeUsers28,
        int activeUsers90,
        int departments28,
        long userDays28,
        long usesBefore,
        int keyUsers,
        long keyUsesBefore,
        long keyDays28,
        long keyDaysBefore,
        @Nullable Integer keySilentDays,
        int keyUsersSilent) {

    static final People NOBODY = new People(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, 0);
}
