package dev.keizoku.usage.measure;

import dev.keizoku.kernel.CallerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    private static final int WEEK = 7;
    private static final int SILENT = 14;

    private static final Comparator<UserCount> MOST_USES_FIRST = Comparator.comparingLong(UserCount::usesBefore)
            .reversed()
            .thenComparing(UserCount::user, CallerId.BYTEWISE);

    /** Of those who were there in the last 90 days. */
    static People of(List<UserCount> users, int departments28) {
        int active7 = 0;
        int active28 = 0;
        long userDays = 0;
        long usesBefore = 0;
        for (UserCount user : users) {
            active7 += user.wasThereWithin(WEEK) ? 1 : 0;
            active28 += user.isRecent() ? 1 : 0;
            userDays += user.recentDays();
            usesBefore += user.usesBefore();
        }
        List<UserCount> key = keyUsers(users, usesBefore);
        long keyUses = 0;
        long keyDays = 0;
        long keyDaysBefore = 0;
        Integer silentDays = null;
        int silent = 0;
        for (UserCount user : key) {
            keyUses += user.usesBefore();
            keyDays += user.recentDays();
            keyDaysBefore += user.daysBefore();
            silentDays = silentDays == null ? user.lastAge() : Math.min(silentDays, user.lastAge());
            silent += user.wasThereWithin(SILENT) ? 0 : 1;
        }
        return new People(
                active7,
                active28,
                users.size(),
                departments28,
                userDays,
                usesBefore,
                key.size(),
                keyUses,
                keyDays,
                keyDaysBefore,
                silentDays,
                silent);
    }

    /** The fewest who made half of the uses; of equals those whose ids sort first. */
    private static List<UserCount> keyUsers(List<UserCount> users, long uses) {
        List<UserCount> key = new ArrayList<>();
        List<UserCount> sorted = new ArrayList<>(users);
        sorted.sort(MOST_USES_FIRST);
        long theirs = 0;
        for (UserCount user : sorted) {
            if (user.usesBefore() == 0 || 2 * theirs >= uses) {
                break;
            }
            key.add(user);
            theirs += user.usesBefore();
        }
        return key;
    }
}
