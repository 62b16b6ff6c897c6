package dev.keizoku.health.play.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.language.Language;
import dev.keizoku.kernel.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaybooksTest {

    private static final Traits NOBODY = new Traits(null, null, null, null);

    @ParameterizedTest
    @EnumSource(PlaybookKey.class)
    void everyPlaybookHasStepsAndTwoMessagesInBothLanguages(PlaybookKey key) {
        Playbook playbook = Playbooks.DEFAULT.of(key);

        assertThat(playbook.key()).isEqualTo(key);
        assertThat(playbook.steps()).isNotEmpty();
        assertThat(playbook.messages()).hasSize(2);
        assertThat(playbook.messages()).allSatisfy(message -> {
            assertThat(message.body().in(Language.EN)).isNotBlank();
            assertThat(message.body().in(Language.JA)).isNotBlank();
        });
        assertThat(playbook.steps()).isSortedAccordingTo((one, other) -> one.dueDays() - other.dueDays());
    }

    @Test
    void areReadAsTheyWereWritten() throws JsonProcessingException {
        ObjectMapper mapper = StrictJson.mapper();

        assertThat(mapper.readValue(mapper.writeValueAsString(Playbooks.DEFAULT), PlaybookSettings.class))
                .isEqualTo(Playbooks.DEFAULT);
    }

    @Test
    void areDoneOtherwiseByIndustryAndSize() {
        Playbook onboarding = Playbooks.DEFAULT.of(PlaybookKey.ONBOARDING);

        assertThat(onboarding.variantFor(NOBODY)).isEmpty();
        assertThat(onboarding.variantFor(new Traits("Accounting", "small", null, null)))
                .contains(0);
        assertThat(onboarding.variantFor(new Traits("retail", "small", null, null)))
                .contains(1);
        assertThat(onboarding.steps(0)).isNotEqualTo(onboarding.steps());
        assertThat(onboarding.messages(0)).isEqualTo(onboarding.messages());
    }

    @Test
    void explainAsDeeplyAsIsUnderstood() {
        Playbook enable = Playbooks.DEFAULT.of(PlaybookKey.ENABLE);
        Integer low = enable.variantFor(new Traits(null, null, "low", null)).orElseThrow();
        Integer high = enable.variantFor(new Traits(null, null, "high", null)).orElseThrow();

        assertThat(enable.messages(low).getFirst().subject().en()).contains("short guide");
        assertThat(enable.messages(high).getFirst().subject().en()).contains("automation");
    }

    /** Requirement 41: tutorials, guides and webinars for those who did not know how to use it. */
    @Test
    void teachThoseWhoUnderstandLittleByTutorialAndWebinar() {
        Playbook enable = Playbooks.DEFAULT.of(PlaybookKey.ENABLE);
        Integer low = enable.variantFor(new Traits(null, null, "low", null)).orElseThrow();

        assertThat(enable.steps(low).get(0).title().en()).contains("tutorial");
        assertThat(enable.steps(low).get(1).title().en()).contains("webinar", "training");
        assertThat(enable.messages(low).getLast().subject().ja()).contains("ウェビナー");
    }

    @Test
    void goFurtherWithTheMature() {
        Playbook content = Playbooks.DEFAULT.of(PlaybookKey.CONTENT);
        Integer mature =
                content.variantFor(new Traits(null, null, null, "mature")).orElseThrow();

        assertThat(content.steps(mature).getFirst().title().en()).contains("other systems", "best practice");
    }

    @Test
    void messagesAreFilledInForTheAccount() {
        MergeFields.Values known = new MergeFields.Values("Acme", "retail", "head of sales");
        MergeFields.Values unknown = new MergeFields.Values("Acme", null, null);

        assertThat(MergeFields.fill("Hello {contact}, {account} in {industry}: 100 $1", known, Language.EN))
                .isEqualTo("Hello head of sales, Acme in retail: 100 $1");
        assertThat(MergeFields.fill("Hello {contact}, {industry}", unknown, Language.EN))
                .isEqualTo("Hello there, your industry");
        assertThat(MergeFields.fill("{contact}様 {industry}", unknown, Language.JA))
                .isEqualTo("ご担当者様 貴社の業界");
    }
}
