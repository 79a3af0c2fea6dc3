package dev.crossweave.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorefrontDemoTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StorefrontDemo demo = new StorefrontDemo(new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void play_sceneHolds_isNoFailure() {
        assertThat(demo.play(1, () -> new Scene("fine"))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("(1) fine").doesNotContain("FAILED");
    }

    @Test
    void play_sceneWithAProblem_isAFailureAndSaysWhy() {
        Scene scene = new Scene("not fine");
        scene.expect("status", 200, 503);

        assertThat(demo.play(2, () -> scene)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("FAILED  status: expected 200; got 503");
    }

    @Test
    void play_sceneThrows_isAFailureAndSaysWhy() {
        assertThat(demo.play(3, () -> {
            throw new IllegalStateException("no shop");
        })).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("FAILED  java.lang.IllegalStateException: no shop");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("at dev.crossweave.samples");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "0", "-1", "65536"})
    void serve_badPort_saysSoAndFails(String port) throws Exception {
        assertThat(demo.serve(port)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("-Dserve needs a port from 1 to 65535; got " + port + ".");
    }

    @Test
    void serve_portInUse_saysSoAndFails() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(demo.serve(String.valueOf(taken.getLocalPort()))).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("Port " + taken.getLocalPort() + " can't be had")
                    .contains("-Dserve=" + (taken.getLocalPort() % 65_535 + 1));
        }
    }
}
