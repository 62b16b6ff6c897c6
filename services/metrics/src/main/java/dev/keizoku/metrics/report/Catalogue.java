package dev.keizoku.metrics.report;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every metric there is, by id. */
@Singleton
public class Catalogue {

    private final Map<String, MetricDefinition> metrics = new LinkedHashMap<>();

    Catalogue(@All List<MetricSource> sources) {
        Arrays.stream(Metric.values()).map(MetricDefinition::of).forEach(this::add);
        sources.stream().flatMap(source -> source.metrics().stream()).forEach(this::add);
    }

    public Optional<MetricDefinition> of(String id) {
        return Optional.ofNullable(metrics.get(id));
    }

    List<MetricDefinition> all() {
        return List.copyOf(metrics.values());
    }

    private void add(MetricDefinition metric) {
        if (metrics.putIfAbsent(metric.id(), metric) != null) {
            throw new IllegalStateException("Two metrics are called " + metric.id() + ".");
        }
    }
}
