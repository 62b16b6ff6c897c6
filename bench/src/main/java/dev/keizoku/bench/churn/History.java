package dev.keizoku.bench.churn;

import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Observation;
import java.util.List;
import java.util.Set;

/**
 * What is known of a company's customers.
 *
 * @param plain which of the inputs are the measures as they come; a plain baseline gets no others
 * @param credit whose data it is
 */
public record History(
        String name, String credit, List<Input> inputs, Set<String> plain, List<Observation> observations) {}
