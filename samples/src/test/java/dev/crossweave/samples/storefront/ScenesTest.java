package dev.crossweave.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scenes of the demo, and the third of them for each part. */
class ScenesTest {

    private static Storefront shop;
    private static StorefrontServer server;
    private static ShopClient client;
    private static Scenes scenes;

    @BeforeAll
    static void open() throws Exception {
        shop = Storefront.open();
        server = StorefrontServer.start(shop, 0);
        client = new ShopClient(server.address());
        scenes = new Scenes(shop, client);
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
        server.close();
        shop.close();
    }

    @Test
    void page_everyPartUp_isMadeByFiveEcosystems() throws Exception {
        assertHeld(scenes.normalPage());
    }

    @Test
    void page_deadlinePasses_everyPartIsCancelled() throws Exception {
        assertHeld(scenes.slowPart());
    }

    @Test
    void page_partFails_itsExceptionReachesTheCaller() throws Exception {
        assertHeld(scenes.failingPart());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REVIEW_SERVER")
    void page_anyPartFails_sameExceptionObjectAndTheOthersCancelled(Part part) throws Exception {
        Scene scene = new Scene(part + " fails");
        scenes.sameException(scene, part, "test-" + part);
        assertHeld(scene);
    }

    @Test
    void page_clientGone_everyPartIsCancelled() throws Exception {
        assertHeld(scenes.clientGone());
    }

    @Test
    void pages_manyAtOnce_leaveNothingBehind() throws Exception {
        assertHeld(scenes.load(200, 32));
    }

    @Test
    void expect_otherThanGot_isAProblem() {
        Scene scene = new Scene("a scene");
        scene.expect("status", 200, 503);
        assertThat(scene.problems()).containsExactly("status: expected 200; got 503");
    }

    private static void assertHeld(Scene scene) {
        assertThat(scene.problems()).as(scene.title() + "\n" + String.join("\n", scene.lines())).isEmpty();
    }
}
