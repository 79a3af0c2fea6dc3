package dev.crossweave.coroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Ownership;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import org.junit.jupiter.api.Test;

/** What only a caller in Java can do wrong or sees: nulls, and the shape of the face. */
class CoroutineTasksFromJavaTest {

    @Test
    void deferred_andBack_isTheSameTask() { // L15
        Task<String> task = Tasks.value("value");
        Deferred<String> deferred = CoroutineTasks.toDeferred(task);

        assertThat(CoroutineTasks.fromDeferred(deferred)).isSameAs(task);
    }

    @Test
    void observedDeferred_isLeftAlone_ownedIsCancelled() { // L4
        CompletableDeferred<String> observed = CompletableDeferredKt.CompletableDeferred(null);
        CompletableDeferred<String> owned = CompletableDeferredKt.CompletableDeferred(null);

        CoroutineTasks.fromDeferred(observed).cancel();
        CoroutineTasks.fromDeferred(owned, Ownership.OWNED).cancel();

        assertThat(observed.isActive()).isTrue();
        assertThat(owned.isCancelled()).isTrue();
    }

    @Test
    void nulls_areRefused() { // L17
        CompletableDeferred<String> deferred = CompletableDeferredKt.CompletableDeferred(null);

        assertThatThrownBy(() -> CoroutineTasks.fromDeferred(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> CoroutineTasks.fromDeferred(deferred, null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> CoroutineTasks.toDeferred(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
    }
}
