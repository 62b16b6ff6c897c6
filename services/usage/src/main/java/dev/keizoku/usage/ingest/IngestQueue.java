package dev.keizoku.usage.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be written: bounded by events, handed out in groups that share a transaction.
 *
 * <p>While somebody writes, the others wait until there is a whole group: the larger a group, the less is written for each
 * of its events, because they share counters, and a small transaction beside another only makes both late.
 */
final class IngestQueue {

    private static final Duration LONGEST_GATHERING = Duration.ofMillis(50);

    private final int mostEvents;
    private final int groupEvents;
    private final Deque<Submission> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private int events;
    private int writing;
    private boolean closed;

    IngestQueue(int mostEvents, int groupEvents) {
        this.mostEvents = mostEvents;
        this.groupEvents = groupEvents;
    }

    /** Takes the submission in, or refuses it whole when there is no room. */
    boolean offer(Submission submission) {
        lock.lock();
        try {
            boolean fits = events == 0 || events + submission.events.size() <= mostEvents;
            if (closed || !fits) {
                return false;
            }
            waiting.add(submission);
            events += submission.events.size();
            if (isWorthWriting()) {
                filled.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for work and takes as much of it as one transaction should hold; empty once closed and drained. Whoever gets
     * some says when it is {@link #written}.
     */
    List<Submission> take() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                gather();
                List<Submission> group = nextGroup();
                if (!group.isEmpty()) {
                    writing++;
                    return group;
                }
                if (closed && waiting.isEmpty()) {
                    return group;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A group that was taken is written, or given up. */
    void written() {
        lock.lock();
        try {
            writing--;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int events() {
        lock.lock();
        try {
            return events;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something worth a transaction, or something at all after a while. */
    private void gather() throws InterruptedException {
        boolean waited = false;
        while (!closed && !isWorthWriting() && !(waited && !waiting.isEmpty())) {
            if (writing == 0) {
                filled.await();
            } else {
                waited = filled.awaitNanos(LONGEST_GATHERING.toNanos()) <= 0;
            }
        }
    }

    private boolean isWorthWriting() {
        return !waiting.isEmpty() && (writing == 0 || events >= groupEvents);
    }

    private List<Submission> nextGroup() {
        List<Submission> group = new ArrayList<>();
        int size = 0;
        while (!waiting.isEmpty()) {
            Submission next = waiting.getFirst();
            boolean joins = group.isEmpty() || !next.strict && size + next.events.size() <= groupEvents;
            if (!joins) {
                break;
            }
            waiting.removeFirst();
            events -= next.events.size();
            if (next.claim()) {
                group.add(next);
                size += next.events.size();
            }
            if (next.strict && !group.isEmpty()) {
                break;
            }
        }
        if (!waiting.isEmpty()) {
            filled.signal();
        }
        return group;
    }
}
