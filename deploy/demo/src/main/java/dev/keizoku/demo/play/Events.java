package dev.keizoku.demo.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.demo.company.Behaviour;
import dev.keizoku.demo.company.Company;
import dev.keizoku.demo.company.UsageEvent;
import dev.keizoku.demo.console.Progress;
import dev.keizoku.demo.http.Api;
import dev.keizoku.demo.http.ApiFailure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Sends what customers did, day by day, in batches over a few connections at once. */
final class Events {

    private static final String PATH = "/v1/events?history=true";
    /** Small enough that a busy laptop answers each within the gateway's deadline. */
    private static final int BATCH = 2_000;

    private static final int CONNECTIONS = 3;

    private final Api api;
    private final Company company;
    private final EventWriter writer;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final List<CompletableFuture<Void>> sent = new ArrayList<>();
    private final AtomicLong accepted = new AtomicLong();

    Events(Api api, Company company) {
        this.api = api;
        this.company = company;
        this.writer = new EventWriter(company.story().zone());
    }

    String send(Progress progress) {
        var story = company.story();
        var customers = company.seen().toList();
        var behaviour = new Behaviour(story);
        var batch = new ArrayList<UsageEvent>(BATCH + 100);
        try (var connections = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (var day = story.firstDay(); !day.isAfter(story.end()); day = day.plusDays(1)) {
                for (var customer : customers) {
                    batch.addAll(behaviour.events(customer, day));
                    if (batch.size() >= BATCH) {
                        submit(batch.subList(0, BATCH), connections);
                        batch.subList(0, BATCH).clear();
                    }
                }
                show(day, progress);
            }
            submit(batch, connections);
            sent.forEach(Events::await);
        }
        return String.format(Locale.ROOT, "%,d events", accepted.get());
    }

    private void show(LocalDate day, Progress progress) {
        progress.at(String.format(Locale.ROOT, "up to %s, %,d events", day, accepted.get()));
    }

    private void submit(List<UsageEvent> events, ExecutorService connections) {
        if (events.isEmpty()) {
            return;
        }
        sent.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(Events::await);
        var batch = List.copyOf(events);
        free.acquireUninterruptibly();
        sent.add(CompletableFuture.runAsync(() -> post(batch), connections)
                .whenComplete((nothing, failure) -> free.release()));
    }

    private void post(List<UsageEvent> batch) {
        var receipt = api.postGzipped(PATH, EventWriter.CONTENT_TYPE, writer.write(batch));
        // A batch that was sent again because the answer to the first did not come in time is stored already.
        if (receipt.path("accepted").asInt() + receipt.path("duplicate").asInt() != batch.size()) {
            throw new ApiFailure(200, refusal(batch.size(), receipt));
        }
        accepted.addAndGet(batch.size());
    }

    private static String refusal(int size, JsonNode receipt) {
        var outcomes = receipt.path("outcomes");
        return "POST %s accepted %d of %d events; the first that was not: %s"
                .formatted(PATH, receipt.path("accepted").asInt(), size, outcomes.path(0));
    }

    private static void await(CompletableFuture<Void> batch) {
        try {
            batch.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ApiFailure failure) {
                throw failure;
            }
            throw e;
        }
    }
}
