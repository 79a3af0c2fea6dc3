package dev.crossweave.samples.storefront;

import dev.crossweave.Task;
import dev.crossweave.samples.storefront.ShopClient.Answer;
import dev.crossweave.samples.storefront.Span.Kind;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the demo shows and the tests check: five scenes, each with real requests to a real server. */
final class Scenes {

    private static final int PRODUCT = 49;
    private static final String PAGE = "/products/" + PRODUCT;

    /** How long a scene waits for what must come soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Storefront shop;
    private final ShopClient client;

    Scenes(Storefront shop, ShopClient client) {
        this.shop = shop;
        this.client = client;
    }

    Scene normalPage() throws IOException, InterruptedException {
        Scene scene = new Scene("A page: five ecosystems, one task");
        scene.say("The first page ever, with all classes to load, took "
                + Waterfall.millis(client.get(PAGE, "demo-0").nanos()) + ". From now on:");
        Answer answer = get(scene, PAGE, "demo-1");
        answer.json().properties().forEach(field -> sayField(scene, field.getKey(), field.getValue()));
        Trace trace = settled(scene, "demo-1");

        scene.expect("status", 200, answer.status());
        scene.expect("request id in the page", "demo-1", answer.text("requestId"));
        scene.expect("parts that saw the request id", EnumSet.allOf(Part.class), trace.begun());
        expectAll(scene, trace, EnumSet.allOf(Part.class), Kind.VALUE);
        scene.say("The request id demo-1 was seen by " + names(trace.begun()) + ".");
        return scene;
    }

    Scene slowPart() throws IOException, InterruptedException {
        Scene scene = new Scene("A slow part: the deadline passes, and takes all parts down");
        Answer answer = get(scene, PAGE + "?slow=all&within=1000", "demo-2");
        Trace trace = settled(scene, "demo-2");

        scene.expect("status", 504, answer.status());
        expectAll(scene, trace, EnumSet.allOf(Part.class), Kind.CANCELLED);
        return scene;
    }

    Scene failingPart() throws IOException, InterruptedException {
        Scene scene = new Scene("A failing part: its exception reaches the caller, and the rest is cancelled");
        Answer answer = get(scene, PAGE + "?fail=price&slow=catalogue,stock,reviews,recommendations", "demo-3");
        Trace trace = settled(scene, "demo-3");

        scene.expect("status", 503, answer.status());
        scene.expect("part to blame", "price", answer.text("part"));
        expectOnlyFailure(scene, trace, Part.PRICE);
        sameException(scene, Part.PRICE, "demo-3-task");
        return scene;
    }

    /** In-process, on the task: what the part raised in its ecosystem is, as an object, what the caller gets (law L2). */
    void sameException(Scene scene, Part part, String requestId) throws InterruptedException {
        Trace trace = shop.journal().open(requestId);
        Faults faults = new Faults(trace).slow(others(part)).fail(List.of(part));
        Task<@Nullable ProductPage> task =
                shop.page(new Request(requestId, PRODUCT, RequestReader.DEADLINE, faults, trace));
        Throwable caught = failureOf(task);
        expectConnectionsBack(scene, trace);

        Span.End end = trace.end(part);
        Throwable raised = end == null ? null : end.failure();
        scene.expect("the exception of " + part + " is the one that the caller got", true,
                raised != null && raised == caught);
        expectOnlyFailure(scene, trace, part);
        scene.say("On the task: %s raised %s@%x, the caller caught %s@%x.".formatted(part, simpleName(raised),
                System.identityHashCode(raised), simpleName(caught), System.identityHashCode(caught)));
    }

    Scene clientGone() throws IOException, InterruptedException {
        Scene scene = new Scene("The client goes away: its connection closes, and all parts are cancelled");
        scene.say("GET " + PAGE + "?slow=all, hung up as soon as every part was at work");
        Trace trace;
        try (Socket socket = client.ask(PAGE + "?slow=all", "demo-4")) {
            trace = shop.journal().trace("demo-4");
            trace.await(all -> all.begun().size() == Part.values().length, PATIENCE);
            scene.expect("no answer yet", 0, socket.getInputStream().available());
        }
        settled(scene, "demo-4");
        expectAll(scene, trace, EnumSet.allOf(Part.class), Kind.CANCELLED);
        return scene;
    }

    Scene load(int requests, int customers) throws InterruptedException {
        Scene scene = new Scene("Load: nothing is left behind");
        Load.Result result = new Load(client, "demo-5", requests).run(customers);
        scene.say(String.format(Locale.ROOT, "%,d requests, %d at a time: %,.0f requests/s, p50 %s, p99 %s", requests,
                customers, result.perSecond(), Waterfall.millis(result.p50()), Waterfall.millis(result.p99())));
        expectNothingLeft(scene);
        scene.say("Parts still at work: %d. Connections in use: %d.".formatted(shop.journal().live(),
                shop.database().inUse()));
        return scene;
    }

    // ------------------------------------------------------------------------------------------ what scenes share

    private Answer get(Scene scene, String path, String requestId) throws IOException, InterruptedException {
        Answer answer = client.get(path, requestId);
        scene.say("GET " + path + "  ->  " + answer.status() + " after " + Waterfall.millis(answer.nanos()));
        if (answer.status() != 200) {
            scene.say("    " + answer.json());
        }
        return answer;
    }

    private static void sayField(Scene scene, String name, JsonNode value) {
        if (value.isArray()) {
            scene.say("    " + name);
            value.forEach(element -> scene.say(" ".repeat(21) + element));
        } else {
            scene.say("    %-16s %s".formatted(name, value));
        }
    }

    /** The trace of a request, once every part of it has ended and given back what it had. */
    private Trace settled(Scene scene, String requestId) throws InterruptedException {
        Trace trace = shop.journal().trace(requestId);
        expectConnectionsBack(scene, trace);
        scene.show(trace);
        return trace;
    }

    private void expectConnectionsBack(Scene scene, Trace trace) throws InterruptedException {
        scene.expect("all parts have ended", true, trace.await(Trace::isQuiet, PATIENCE));
        expectNothingLeft(scene);
    }

    /** Pools tell nobody when a connection comes back: this looks every millisecond. */
    private void expectNothingLeft(Scene scene) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while ((shop.database().inUse() > 0 || shop.journal().live() > 0) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        scene.expect("connections in use", 0, shop.database().inUse());
        scene.expect("parts at work", 0, shop.journal().live());
    }

    private static void expectAll(Scene scene, Trace trace, Set<Part> parts, Kind kind) {
        for (Part part : parts) {
            Span.End end = trace.end(part);
            scene.expect("outcome of " + part, kind, end == null ? null : end.kind());
        }
    }

    private static void expectOnlyFailure(Scene scene, Trace trace, Part part) {
        expectAll(scene, trace, Set.of(part), Kind.FAILED);
        expectAll(scene, trace, others(part), Kind.CANCELLED);
    }

    private static Set<Part> others(Part part) {
        EnumSet<Part> others = EnumSet.copyOf(Part.OF_A_PAGE);
        others.remove(part);
        return others;
    }

    private static @Nullable Throwable failureOf(Task<?> task) throws InterruptedException {
        try {
            task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            return e;
        }
    }

    private static String names(Set<Part> parts) {
        return String.join(", ", parts.stream().sorted().map(Part::toString).toList());
    }

    private static String simpleName(@Nullable Throwable thrown) {
        return thrown == null ? "nothing" : thrown.getClass().getSimpleName();
    }
}
