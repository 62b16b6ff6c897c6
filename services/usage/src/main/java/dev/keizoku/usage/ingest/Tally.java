package dev.keizoku.usage.ingest;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventReader;
import dev.keizoku.usage.ingest.EventResource.Answer;
import dev.keizoku.usage.ingest.EventResource.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the events of a request, and what is to be said of those that were not plainly accepted. */
final class Tally {

    static final String CONFLICT = "An event with this source and id and other content was stored before and stays.";

    /** As many as a batch can have; a stream may have more, which are counted and not listed. */
    private static final int MOST_ITEMS = EventReader.MOST_EVENTS;

    private final List<Item> items = new ArrayList<>();
    private int events;
    private int accepted;
    private int duplicate;
    private int conflict;
    private int rejected;
    private int unlisted;

    void add(List<Decoded> decoded, Ingest.Receipt receipt) {
        for (int i = 0; i < decoded.size(); i++) {
            int index = events + i;
            String id = id(decoded.get(i));
            switch (receipt.outcomes().get(i)) {
                case EventOutcome.Accepted plainly -> accepted++;
                case EventOutcome.Duplicate known -> {
                    duplicate++;
                    list(new Item(index, id, "duplicate", null, null, null));
                }
                case EventOutcome.Conflict other -> {
                    conflict++;
                    list(new Item(index, id, "conflict", "conflict", "", CONFLICT));
                }
                case EventOutcome.Rejected(List<FieldError> errors) -> {
                    rejected++;
                    FieldError error = errors.getFirst();
                    list(new Item(index, id, "rejected", error.code(), error.pointer(), error.detail()));
                }
            }
        }
        events += decoded.size();
    }

    /** How many events are stored, now or earlier. */
    int stored() {
        return accepted + duplicate;
    }

    Answer answer(boolean dryRun) {
        return new Answer(accepted, duplicate, conflict, rejected, dryRun, unlisted, items);
    }

    private void list(Item item) {
        if (items.size() < MOST_ITEMS) {
            items.add(item);
        } else {
            unlisted++;
        }
    }

    static @Nullable String id(Decoded event) {
        return switch (event) {
            case Decoded.Valid valid -> valid.event().id();
            case Decoded.Refused refused -> refused.id();
        };
    }
}
