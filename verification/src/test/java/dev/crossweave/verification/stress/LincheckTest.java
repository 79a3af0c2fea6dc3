package dev.crossweave.verification.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.util.LoggingLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The state machine, the run queue and the channel under Lincheck, which tries the interleavings of short scenarios one by one: a race that
 * needs several steps to meet, which jcstress may never hit, is found here. It assumes sequential consistency, so that a
 * missing ordering is what jcstress is for.
 *
 * <p>The bounds: every race that the rules R1 to R5 speak of is one of two parties, and a third thread brings the bystander
 * whom one of them may harm (an awaiter that is told twice, a wake that is overwritten). Two operations in a row are what it
 * takes to come back to what one has touched: register and forget, wake and run, run and run. So the short form has 2 threads
 * with 3 operations each, the long one 3 threads with 2, and 2 with 4. The crowd, which many awaiters become, is for jcstress
 * alone (RegisterRegister, EndRegister, ForgetRegister): Lincheck 3.7 breaks off with an error of its own there. The channel has
 * room for one item: so a second send waits already, and each take gives room back.
 */
class LincheckTest {

    private static final long START = System.nanoTime();

    private static int models;
    private static int modelsKept;
    private static int twins;
    private static int twinsCaught;

    /** Lincheck warns of fields that its own tracing can't read; that goes into a file of its own. */
    private static final Path LOG = Path.of("target", "lincheck.log");

    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    @BeforeAll
    static void redirect() throws IOException {
        PrintStream log = new PrintStream(Files.newOutputStream(LOG), true, StandardCharsets.UTF_8);
        System.setOut(log);
        System.setErr(log);
    }

    @AfterAll
    static void report() {
        System.setOut(OUT);
        System.setErr(ERR);
        long seconds = (System.nanoTime() - START) / 1_000_000_000;
        System.out.printf("Lincheck: %d of %d models kept their laws, %d of %d twins caught, %dm%ds%n", modelsKept,
                models,
                twinsCaught, twins, seconds / 60, seconds % 60);
    }

    /** Operations are chosen at random: 10 scenarios of 8 hold each pair of the seven about once or more. */
    private static ModelCheckingOptions shortForm(int scenarios) {
        return new ModelCheckingOptions()
                .threads(2).actorsPerThread(3).actorsBefore(1).actorsAfter(1)
                .iterations(scenarios)
                .invocationsPerIteration(200) // about as many interleavings as 2 × 3 operations have with two switches
                .logLevel(LoggingLevel.ERROR);
    }

    private static ModelCheckingOptions longForm(int threads, int actors) {
        return shortForm(20).threads(threads).actorsPerThread(actors).invocationsPerIteration(500); // five times the short one
    }

    private static void keeps(Class<?> model, ModelCheckingOptions options) {
        models++;
        options.check(model);
        modelsKept++;
    }

    private static void isCaught(Class<?> broken) {
        twins++;
        ModelCheckingOptions options = shortForm(200).minimizeFailedScenario(false); // ends with the first failure
        assertThatThrownBy(() -> options.check(broken)).isInstanceOf(LincheckAssertionError.class);
        twinsCaught++;
    }

    @Test
    void task_anyTwoThreads_answersAsInSomeOrder() {
        keeps(TaskModel.Kept.class, shortForm(10).checkObstructionFreedom(true));
    }

    @Test
    void queue_anyTwoThreads_strandsNothing() {
        keeps(QueueModel.Kept.class, shortForm(10));
    }

    @Test
    void channel_anyTwoThreads_losesAndStrandsNothing() {
        keeps(ChannelModel.Kept.class, shortForm(6)); // the largest of the three, and the slowest
    }

    @ParameterizedTest
    @ValueSource(classes = {TaskModel.BrokenUnchecked.class, QueueModel.BrokenInbox.class,
        ChannelModel.BrokenWait.class})
    void twin_isCaught(Class<?> broken) {
        isCaught(broken);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(classes = {TaskModel.BrokenTake.class, TaskModel.BrokenEnd.class, QueueModel.BrokenClose.class,
        ChannelModel.BrokenMark.class, ChannelModel.BrokenWithdraw.class, ChannelModel.BrokenGone.class})
    void rarerTwin_isCaught(Class<?> broken) {
        isCaught(broken);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"3, 2", "2, 4"})
    void task_moreThreadsOrOperations_answersAsInSomeOrder(int threads, int actors) {
        keeps(TaskModel.Kept.class, longForm(threads, actors).checkObstructionFreedom(true));
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"3, 2", "2, 4"})
    void queue_moreThreadsOrOperations_strandsNothing(int threads, int actors) {
        keeps(QueueModel.Kept.class, longForm(threads, actors));
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"3, 2", "2, 4"})
    void channel_moreThreadsOrOperations_losesAndStrandsNothing(int threads, int actors) {
        keeps(ChannelModel.Kept.class, longForm(threads, actors));
    }
}
