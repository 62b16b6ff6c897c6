package dev.keizoku.metrics.report;

import java.util.List;

/** Offers metrics that need more than the ledger's tallies: costs, renewals, timelines, reasons. */
public interface MetricSource {

    List<MetricDefinition> metrics();
}
