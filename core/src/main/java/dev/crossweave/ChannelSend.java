package dev.crossweave;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A send that waits for room in a {@link Channel}: the task of the one who sent, with the item. */
final class ChannelSend<T> extends Completer<@Nullable Void> {

    private final Channel<T> channel;

    /** Owned by whoever takes the send out of the channel's table. */
    private @Nullable T item;

    ChannelSend(Channel<T> channel, T item) {
        this.channel = channel;
        this.item = item;
    }

    /** Tells those whose items have gone into the channel. Code of users runs in here. */
    static void tell(List<? extends ChannelSend<?>> served) {
        for (int i = 0; i < served.size(); i++) { // no iterator: mostly there are none, for each item (S6)
            served.get(i).complete(null);
        }
    }

    /** Only by the owner, once. */
    T takeItem() {
        T taken = Objects.requireNonNull(item);
        item = null;
        return taken;
    }

    @Override
    protected boolean onCancel() {
        if (channel.withdraw(this)) {
            Hooks.discard(takeItem());
        }
        return true;
    }
}
