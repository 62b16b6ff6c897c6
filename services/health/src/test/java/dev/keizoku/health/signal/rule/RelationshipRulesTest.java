package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.SignalType.KEY_CONTACT_LEFT;
import static dev.keizoku.health.signal.SignalType.NO_BRIDGE_CONTACT;
import static dev.keizoku.health.signal.SignalType.QBR_OVERDUE;
import static dev.keizoku.health.signal.SignalType.SUCCESS_PLAN_BEHIND;
import static dev.keizoku.health.signal.SignalType.SURVEY_OVERDUE;
import static dev.keizoku.health.signal.rule.Looks.DAY;
import static dev.keizoku.health.signal.rule.Looks.find;
import static dev.keizoku.health.signal.rule.Looks.fires;
import static dev.keizoku.health.signal.rule.Looks.healthy;
import static dev.keizoku.health.signal.rule.Looks.severity;
import static dev.keizoku.health.signal.rule.Looks.young;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.signal.SignalSettings;
import org.junit.jupiter.api.Test;

/** Requirements 53, 93, 94, 101 and 102: who is left, and when we last met, asked and delivered. */
class RelationshipRulesTest {

    @Test
    void noticesThatAKeyContactLeft() {
        AccountDays left = contacts(contact("c1", true, "left", 10), contact("c2", true, "active", 0));
        assertThat(severity(KEY_CONTACT_LEFT, left)).isEqualTo(0.7);
        assertThat(find(KEY_CONTACT_LEFT, left).orElseThrow().seenOn()).isEqualTo(DAY.minusDays(10));
        assertThat(severity(KEY_CONTACT_LEFT, contacts(contact("c1", true, "moved", 10))))
                .isEqualTo(1);
    }

    @Test
    void mindsNeitherOldMovesNorColleagues() {
        assertThat(fires(KEY_CONTACT_LEFT, contacts(contact("c1", true, "left", 89))))
                .isTrue();
        assertThat(fires(KEY_CONTACT_LEFT, contacts(contact("c1", true, "left", 90))))
                .isFalse();
        assertThat(fires(KEY_CONTACT_LEFT, contacts(contact("c1", false, "left", 1))))
                .isFalse();
        assertThat(fires(KEY_CONTACT_LEFT, contacts(contact("c1", true, "active", 1))))
                .isFalse();
    }

    @Test
    void believesWhatWeAreToldOfAContact() {
        assertThat(severity(KEY_CONTACT_LEFT, met("contact_lost_on", 3))).isEqualTo(0.7);
        assertThat(fires(KEY_CONTACT_LEFT, met("contact_lost_on", 90))).isFalse();
    }

    @Test
    void asksForABridgeOnlyWhenTold() {
        AccountDays two = contacts(inDepartment("c1", "it", false), inDepartment("c2", "sales", false));
        assertThat(fires(NO_BRIDGE_CONTACT, two)).isFalse();
        SignalRules told = Looks.rules(Looks.with(NO_BRIDGE_CONTACT, "min_departments", "2"));
        assertThat(find(NO_BRIDGE_CONTACT, told.look(two.build(), SignalRules.Yesterday.NOTHING)))
                .isPresent();
        AccountDays bridged = contacts(inDepartment("c1", "it", true), inDepartment("c2", "sales", false));
        assertThat(find(NO_BRIDGE_CONTACT, told.look(bridged.build(), SignalRules.Yesterday.NOTHING)))
                .isEmpty();
    }

    @Test
    void wantsABusinessReviewEveryQuarter() {
        assertThat(fires(QBR_OVERDUE, met("last_qbr_on", 89))).isFalse();
        assertThat(severity(QBR_OVERDUE, met("last_qbr_on", 90))).isEqualTo(0.5);
        assertThat(severity(QBR_OVERDUE, met("last_qbr_on", 180))).isEqualTo(1);
    }

    @Test
    void countsFromTheStartWhereThereNeverWasOne() {
        String never = "{\"relationship\": {\"last_qbr_on\": null}}";
        assertThat(fires(QBR_OVERDUE, young(89).said(never))).isFalse();
        assertThat(fires(QBR_OVERDUE, young(90).said(never))).isTrue();
    }

    @Test
    void wantsASurveyEveryHalfYear() {
        assertThat(fires(SURVEY_OVERDUE, met("last_survey_on", 179))).isFalse();
        assertThat(fires(SURVEY_OVERDUE, met("last_survey_on", 180))).isTrue();
    }

    @Test
    void wantsNothingOfTenantsThatTellOfNoMeetings() {
        SignalRules untold = new SignalRules(SignalSettings.DEFAULT, Looks.calendar(), false, false);
        SignalLook look = untold.look(met("last_qbr_on", 400).build(), SignalRules.Yesterday.NOTHING);
        assertThat(look.unknown()).contains(QBR_OVERDUE, SURVEY_OVERDUE);
    }

    @Test
    void seesASuccessPlanFallBehind() {
        AccountDays behind = healthy().said("{\"success\": {\"planned\": 4, \"reached\": 1, \"overdue\": 1}}");
        assertThat(severity(SUCCESS_PLAN_BEHIND, behind)).isEqualTo(0.55);
        assertThat(fires(SUCCESS_PLAN_BEHIND, healthy().said("{\"success\": {\"planned\": 4, \"reached\": 1}}")))
                .isFalse();
    }

    private static AccountDays met(String field, int daysAgo) {
        return healthy().said("{\"relationship\": {\"%s\": \"%s\"}}".formatted(field, DAY.minusDays(daysAgo)));
    }

    private static AccountDays contacts(String... contacts) {
        return healthy().fact("{\"contacts\": [%s]}".formatted(String.join(", ", contacts)));
    }

    private static String contact(String id, boolean champion, String status, int changedDaysAgo) {
        return """
                {"contact_id": "%s", "champion": %s, "bridge": false, "status": "%s", "changed_on": "%s"}
                """.formatted(id, champion, status, DAY.minusDays(changedDaysAgo));
    }

    private static String inDepartment(String id, String department, boolean bridge) {
        return """
                {"contact_id": "%s", "champion": true, "bridge": %s, "status": "active", "department": "%s"}
                """.formatted(id, bridge, department);
    }
}
