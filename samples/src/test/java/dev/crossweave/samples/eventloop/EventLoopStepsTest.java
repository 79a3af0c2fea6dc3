package dev.crossweave.samples.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.loom.LoomSteps;
import dev.crossweave.loom.LoomTasks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Blocking handlers on one loop: each step of each request is on that thread, and none keeps another waiting. */
class EventLoopStepsTest {

    private static final int REQUESTS = 20;

    private final List<Thread> carriers = new CopyOnWriteArrayList<>();

    private void here() {
        carriers.add(LoomSteps.carrier());
    }

    private static CompletableFuture<String> get(HttpClient client, URI address, String path) {
        return client.sendAsync(HttpRequest.newBuilder(address.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    @Test
    void requests_thatAllBlockAtOnce_stayOnTheLoopsThread() throws Exception {
        CyclicBarrier together = new CyclicBarrier(REQUESTS); // broken only if one of them stops the loop
        EventLoop loop = new EventLoop("loop");
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                BlockingServer server = new BlockingServer(loop, path -> {
                    here();
                    together.await();
                    here();
                    Thread.sleep(1); // one more kind of blocking, which a thread of the JDK ends; nothing waits for it to pass
                    here();
                    return "hello " + path + " from " + Thread.currentThread().isVirtual();
                })) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                answers.add(get(client, server.address(), "/" + i));
            }
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("hello /" + i + " from true");
            }
        }
        assertThat(carriers).hasSize(3 * REQUESTS).containsOnly(loop.thread());
    }

    @Test
    void jdbcHandler_unmodified_staysOnTheLoopsThread() throws Exception {
        EventLoop loop = new EventLoop("loop");
        try (Connection keepsTheDatabase = DriverManager.getConnection("jdbc:h2:mem:eventloop");
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                BlockingServer server = new BlockingServer(loop, path -> {
                    try (Connection database = DriverManager.getConnection("jdbc:h2:mem:eventloop");
                            PreparedStatement query =
                                    database.prepareStatement("select name from product where id = ?")) {
                        here();
                        query.setInt(1, Integer.parseInt(path.substring(1)));
                        try (ResultSet rows = query.executeQuery()) {
                            here();
                            return rows.next() ? rows.getString(1) : "none";
                        }
                    }
                })) {
            keepsTheDatabase.createStatement()
                    .execute(
                            "create table product(id int primary key, name varchar) as values (1, 'lamp'), (2, 'desk')");

            CompletableFuture<String> lamp = get(client, server.address(), "/1");
            CompletableFuture<String> desk = get(client, server.address(), "/2");
            CompletableFuture<String> none = get(client, server.address(), "/3");

            assertThat(List.of(lamp.get(60, TimeUnit.SECONDS), desk.get(60, TimeUnit.SECONDS),
                    none.get(60, TimeUnit.SECONDS))).containsExactly("lamp", "desk", "none");
        }
        assertThat(carriers).hasSize(6).containsOnly(loop.thread());
    }

    @Test
    void close_interruptsAHandlerThatWaits_andRunsItsFinallyBlock() throws Exception {
        Completer<String> never = new Completer<>();
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch cleanedUp = new CountDownLatch(1);
        EventLoop loop = new EventLoop("loop");
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            BlockingServer server = new BlockingServer(loop, path -> {
                waits.countDown();
                try {
                    return LoomTasks.await(never);
                } finally {
                    cleanedUp.countDown();
                }
            });
            CompletableFuture<String> answer = get(client, server.address(), "/");
            waits.await();

            server.close();

            assertThat(cleanedUp.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(answer.handle((body, error) -> error).get(60, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
