package dev.crossweave.samples.storefront;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import reactor.netty.ChannelBindException;

/**
 * Opens the shop and plays five scenes with it: {@code mvn -q -Pdemo}. Ends with status 0 when each went as it should.
 *
 * <p>{@code mvn -q -Pdemo -Dserve=8080} keeps the shop open for your own requests until Ctrl-C.
 */
public final class StorefrontDemo {

    static final int REQUESTS = 1_000;
    static final int CUSTOMERS = 64;

    private final PrintStream out;
    private final PrintStream err;

    StorefrontDemo(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the demo.
     *
     * @param args none
     * @throws Exception when the shop can't be opened or closed
     */
    public static void main(String[] args) throws Exception {
        StorefrontDemo demo = new StorefrontDemo(System.out, System.err);
        String port = System.getProperty("serve");
        int status = port == null ? demo.play() : demo.serve(port);
        if (status != 0) {
            System.exit(status); // otherwise the JVM ends by itself: nothing is left that would keep it
        }
    }

    // ------------------------------------------------------------------------------------------ five scenes

    int play() throws Exception {
        int failed = 0;
        try (Storefront shop = Storefront.open();
                StorefrontServer server = StorefrontServer.start(shop, 0);
                ShopClient client = new ShopClient(server.address())) {
            out.println("The shop is open at " + server.address() + ", its review server at "
                    + shop.reviewServer().address() + ".");
            Scenes scenes = new Scenes(shop, client);
            failed += play(1, scenes::normalPage);
            failed += play(2, scenes::slowPart);
            failed += play(3, scenes::failingPart);
            failed += play(4, scenes::clientGone);
            failed += play(5, () -> scenes.load(REQUESTS, CUSTOMERS));
        }
        out.println();
        if (failed > 0) {
            err.println(failed + " of 5 scenes did not go as they should; see FAILED above.");
            return 1;
        }
        out.println("All five scenes went as they should.");
        return 0;
    }

    /** Zero when it went as it should, otherwise one. */
    int play(int number, Callable<Scene> play) {
        Scene scene;
        try {
            scene = play.call();
        } catch (Exception e) {
            out.println();
            out.println("(" + number + ") FAILED  " + e);
            e.printStackTrace(err);
            return 1;
        }
        out.println();
        out.println("(" + number + ") " + scene.title());
        scene.lines().forEach(line -> out.println("    " + line));
        scene.problems().forEach(problem -> out.println("    FAILED  " + problem));
        return scene.problems().isEmpty() ? 0 : 1;
    }

    // ------------------------------------------------------------------------------------------ for your own requests

    int serve(String text) throws Exception {
        int port = portOf(text);
        if (port < 0) {
            err.println("-Dserve needs a port from 1 to 65535; got " + text + ". Try -Dserve=8080.");
            return 2;
        }
        try (Storefront shop = Storefront.open(); StorefrontServer server = StorefrontServer.start(shop, port)) {
            CountDownLatch closed = new CountDownLatch(1);
            Thread goodbye = new Thread(() -> goodbye(shop, server, closed), "goodbye");
            Runtime.getRuntime().addShutdownHook(goodbye);
            welcome(server);
            closed.await();
            return 0;
        } catch (ChannelBindException e) {
            err.println("Port " + port + " can't be had: " + e.getMessage()
                    + ". Stop what uses it, or take another one: -Dserve=" + (port % 65_535 + 1));
            return 1;
        }
    }

    private static int portOf(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 0 && port <= 65_535 ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void welcome(StorefrontServer server) {
        out.println("The shop is open. Try, in another terminal:");
        for (String address : new String[]{"", "?slow=reviews&within=500", "?fail=price&slow=stock"}) {
            out.println("  curl -i '" + server.address() + "/products/49" + address + "'");
        }
        out.println("Ctrl-C closes it.");
    }

    /** On Ctrl-C. */
    private void goodbye(Storefront shop, StorefrontServer server, CountDownLatch closed) {
        try (shop) {
            server.close();
        } catch (Exception e) {
            e.printStackTrace(err);
        }
        out.println("The shop is closed. Goodbye!");
        closed.countDown();
    }
}
