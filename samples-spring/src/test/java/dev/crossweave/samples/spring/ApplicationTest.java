package dev.crossweave.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Channel;
import dev.crossweave.Completer;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** The application on a real port, and a client that speaks HTTP. */
class ApplicationTest {

    private static final String TENANT = TenantContext.HEADER;
    private static ConfigurableApplicationContext application;
    private static WebTestClient client;
    private static WebClient web; // for what is not awaited at once

    @BeforeAll
    static void start() {
        SpringApplication spring = new SpringApplication(Application.class, Endless.class);
        application = spring.run("--server.port=0", "--server.address=127.0.0.1", "--server.shutdown=immediate");
        String address = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
        client = WebTestClient.bindToServer().baseUrl(address).responseTimeout(Duration.ofSeconds(30)).build();
        web = WebClient.create(address);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    /** What never ends, so that a client can hang up. */
    @RestController
    static class Endless {
        final CountDownLatch taskAwaited = new CountDownLatch(1);
        final CountDownLatch taskCancelled = new CountDownLatch(1);
        final CountDownLatch streamDropped = new CountDownLatch(1);

        @GetMapping("/endless/task")
        Task<String> task() {
            return new Completer<>(true) {
                @Override
                protected void onStart() {
                    taskAwaited.countDown();
                }

                @Override
                protected boolean onCancel() {
                    taskCancelled.countDown();
                    return true;
                }
            };
        }

        @GetMapping(path = "/endless/stream", produces = MediaType.APPLICATION_NDJSON_VALUE)
        PollableStream<Product> stream() {
            Channel<Product> channel = Channel.bounded(4, streamDropped::countDown);
            channel.trySend(new Product(1, "the only one"));
            return channel.stream();
        }

        @GetMapping("/nothing")
        Task<Product> nothing() {
            return Tasks.value(null);
        }
    }

    @Test
    void task_isTheAnswer_forTheTenantOfTheHeader() {
        for (String[] expected : new String[][]{{"acme", "lamp 2"}, {"globex", "chair 2"}}) {
            client.get().uri("/products/2").header(TENANT, expected[0]).exchange().expectStatus().isOk()
                    .expectBody(Product.class).isEqualTo(new Product(2, expected[1]));
        }
    }

    @Test
    void task_ofAVirtualThread_isForTheTenantOfTheHeader() {
        client.get().uri("/count").header(TENANT, "globex").exchange().expectStatus().isOk()
                .expectBody(Integer.class).isEqualTo(3);
    }

    @Test
    void stream_isTheAnswer_forTheTenantOfTheHeader() {
        List<Product> lamps = client.get().uri("/products").header(TENANT, "acme").exchange().expectStatus().isOk()
                .expectHeader().contentTypeCompatibleWith(MediaType.APPLICATION_NDJSON)
                .expectBodyList(Product.class).returnResult().getResponseBody();
        assertThat(lamps).hasSizeGreaterThanOrEqualTo(1_000).contains(new Product(1_000, "lamp 1000"))
                .extracting(Product::id).isSorted();
    }

    @Test
    void manyRequestsAtOnce_eachForItsOwnTenant() {
        List<String> names = Flux.range(0, 200).flatMap(i -> web.get()
                .uri("/products/3").header(TENANT, i % 2 == 0 ? "acme" : "globex").retrieve().bodyToMono(Product.class)
                .map(product -> (i % 2 == 0 ? "acme " : "globex ") + product.name()), 32).collectList()
                .block(Duration.ofSeconds(30));
        assertThat(names).hasSize(200).containsOnly("acme lamp 3", "globex chair 3");
    }

    @Test
    void body_isATask_andIsSavedForTheTenantOfTheHeader() {
        Product stool = new Product(4711, "stool");
        client.post().uri("/products").header(TENANT, "initech").bodyValue(stool).exchange().expectStatus().isCreated()
                .expectBody(Product.class).isEqualTo(stool);
        client.get().uri("/products/4711").header(TENANT, "initech").exchange().expectStatus().isOk()
                .expectBody(Product.class).isEqualTo(stool);
        client.get().uri("/products/4711").header(TENANT, "acme").exchange().expectStatus().isNotFound();
    }

    @Test
    void failure_ofATask_comesToTheHandlerAsItIs() {
        client.get().uri("/products/5000").header(TENANT, "acme").exchange().expectStatus().isNotFound()
                .expectBody(String.class).isEqualTo("there is no product 5000 here");
    }

    /** The query finds no tenant, in each of the three ways; no query runs for nobody. */
    @Test
    void noHeader_isABadRequest() {
        for (String path : new String[]{"/products/2", "/count"}) {
            client.get().uri(path).exchange().expectStatus().isBadRequest().expectBody(String.class)
                    .value(said -> assertThat(said).contains(TENANT));
        }
        client.get().uri("/products").exchange().expectStatus().isBadRequest();
    }

    @Test
    void task_ofNull_isAnEmptyBody() {
        client.get().uri("/nothing").exchange().expectStatus().isOk().expectBody().isEmpty();
    }

    @Test
    void client_hangsUp_cancelsTheTask() throws Exception {
        Endless endless = application.getBean(Endless.class);
        Disposable request = web.get().uri("/endless/task").retrieve().bodyToMono(String.class).subscribe();
        assertThat(endless.taskAwaited.await(30, TimeUnit.SECONDS)).isTrue();
        request.dispose();
        assertThat(endless.taskCancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void client_hasEnough_dropsTheStream() throws Exception {
        Endless endless = application.getBean(Endless.class);
        Product first = client.get().uri("/endless/stream").exchange().expectStatus().isOk()
                .returnResult(Product.class).getResponseBody().blockFirst(Duration.ofSeconds(30));
        assertThat(first).isEqualTo(new Product(1, "the only one"));
        assertThat(endless.streamDropped.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
