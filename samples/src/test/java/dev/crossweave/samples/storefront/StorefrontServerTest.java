package dev.crossweave.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.samples.storefront.ShopClient.Answer;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorefrontServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Set<Thread> before;
    private Storefront shop;
    private StorefrontServer server;
    private ShopClient client;

    @BeforeEach
    void open() throws Exception {
        before = threadsThatKeepTheJvm();
        shop = Storefront.open();
        server = StorefrontServer.start(shop, 0);
        client = new ShopClient(server.address());
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        server.close();
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "/products/abc, bad product id, a whole number from 1 to 2147483647, abc",
        "/products/0, bad product id, a whole number from 1 to 2147483647, 0",
        "/products/-7, bad product id, a whole number from 1 to 2147483647, -7",
        "/products/49?within=soon, bad deadline, a whole number from 1 to 20000, soon",
        "/products/49?within=20001, bad deadline, a whole number from 1 to 20000, 20001",
        "\"/products/49?slow=price,prize\", bad fault, \"all, or some of [catalogue, stock, price, reviews,"
                + " recommendations]\", \"price,prize\""})
    void request_unreadable_answers400(String path, String problem, String expected, String got) throws Exception {
        Answer answer = client.get(path, "bad");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("problem")).isEqualTo(problem);
        assertThat(answer.text("expected")).isEqualTo(expected);
        assertThat(answer.text("got")).isEqualTo(got);
        assertThat(shop.journal().trace("bad").spans()).as("parts that were started").isEmpty();
    }

    @Test
    void product_unknown_answers404() throws Exception {
        Answer answer = client.get("/products/999999", "unknown");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("got")).isEqualTo("999999");
    }

    @Test
    void address_unknown_answers404() throws Exception {
        Answer answer = client.get("/pruducts/49", "unknown");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("got")).isEqualTo("GET /pruducts/49");
    }

    @Test
    void reviewServer_down_answers503WithThePartNamed() throws Exception {
        shop.reviewServer().close();

        Answer answer = client.get("/products/49", "down");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("part")).isEqualTo("reviews");
        assertThat(answer.text("got")).contains("ConnectException");
    }

    @Test
    void table_gone_answers503WithThePartNamed() throws Exception {
        shop.database().execute("DROP TABLE price_rule");

        Answer answer = client.get("/products/49", "down");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("part")).isEqualTo("price");
        assertThat(answer.text("got")).contains("PRICE_RULE");
    }

    @Test
    void requestId_unfitForAHeader_isReplaced() throws Exception {
        Answer answer = client.get("/products/49", "not an id");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("requestId")).matches("[0-9a-f-]{36}");
    }

    @Test
    void start_portInUse_isRefused() {
        assertThatThrownBy(() -> StorefrontServer.start(shop, server.address().getPort()))
                .isInstanceOf(reactor.netty.ChannelBindException.class);
    }

    @Test
    void close_pageUnderWay_cancelsItAndFreesThePort() throws Exception {
        Trace trace = shop.journal().trace("cut");
        try (Socket socket = client.ask("/products/49?slow=all", "cut")) {
            assertThat(trace.await(all -> all.begun().size() == Part.values().length, PATIENCE)).isTrue();
            server.close();
            assertThat(socket.getInputStream().read()).as("end of the stream, and no answer").isEqualTo(-1);
        }
        assertThat(trace.await(Trace::isQuiet, PATIENCE)).isTrue();
        assertThat(trace.spans()).hasSize(Part.values().length)
                .allSatisfy(span -> assertThat(span.end().kind()).isEqualTo(Span.Kind.CANCELLED));

        assertThatThrownBy(() -> client.get("/products/49", "late")).isInstanceOf(ConnectException.class);
        try (StorefrontServer successor = StorefrontServer.start(shop, server.address().getPort());
                ShopClient other = new ShopClient(successor.address())) {
            assertThat(other.get("/products/49", "next").status()).isEqualTo(200);
        }
    }

    @Test
    void close_afterAPage_leavesNoThreadThatKeepsTheJvm() throws Exception {
        client.get("/products/49", "last");

        close();

        assertThat(threadsThatKeepTheJvm()).isSubsetOf(before);
    }

    private static Set<Thread> threadsThatKeepTheJvm() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
