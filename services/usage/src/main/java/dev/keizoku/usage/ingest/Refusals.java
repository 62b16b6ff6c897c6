package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventText;
import dev.keizoku.usage.event.UsageEvent;
import dev.keizoku.usage.rejection.Rejection;
import dev.keizoku.usage.rejection.Rejections;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Keeps the events that were refused, or that found another in their place, for whoever looks for them later. */
@Singleton
public class Refusals {

    private final Rejections rejections;

    Refusals(Rejections rejections) {
        this.rejections = rejections;
    }

    /** Keeps those of a request; {@code protocol} says how they came. */
    public void keep(TenantId tenant, String protocol, List<Decoded> events, Ingest.Receipt receipt) {
        List<Rejection> refused = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            switch (receipt.outcomes().get(i)) {
                case EventOutcome.Accepted accepted -> {}
                case EventOutcome.Duplicate duplicate -> {}
                case EventOutcome.Conflict conflict ->
                    refused.add(of(protocol, events.get(i), List.of(new FieldError("", "conflict", Tally.CONFLICT))));
                case EventOutcome.Rejected(List<FieldError> errors) -> refused.add(of(protocol, events.get(i), errors));
            }
        }
        if (!refused.isEmpty()) {
            rejections.add(tenant, refused);
        }
    }

    private static Rejection of(String protocol, Decoded event, List<FieldError> errors) {
        return switch (event) {
            case Decoded.Valid(UsageEvent read) ->
                new Rejection(protocol, read.source(), read.id(), errors, EventText.of(read));
            case Decoded.Refused refused -> new Rejection(protocol, null, refused.id(), errors, refused.item());
        };
    }
}
