package dev.keizoku.health.model.learn;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** A way to learn from training observations how likely somebody is to leave. */
@FunctionalInterface
public interface Learning {

    ToDoubleFunction<Values> learn(List<Observation> training);

    /** The product's own way. */
    static Learning of(List<Input> inputs) {
        return training -> Learner.learn(inputs, training).model()::probability;
    }
}
