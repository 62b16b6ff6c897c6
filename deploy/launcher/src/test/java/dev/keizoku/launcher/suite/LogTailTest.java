package dev.keizoku.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTailTest {
    @Test
    void showsLevelMessageAndCauses() {
        String log = """
                Listening for nothing
                {"level":"ERROR","message":"Failed to start","hostName":"h","exception":{"exceptionType":"A","message":"outer",\
                "causedBy":{"exception":{"exceptionType":"B"}}}}
                {not json""";

        assertThat(LogTail.readable(log)).isEqualTo("""
                        Listening for nothing
                        ERROR Failed to start
                              A: outer
                              B
                        {not json""");
    }
}
