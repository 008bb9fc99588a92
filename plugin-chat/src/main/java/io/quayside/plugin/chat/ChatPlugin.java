package io.quayside.plugin.chat;

import io.quayside.api.Settings;
import io.quayside.api.plugin.Metrics;
import io.quayside.api.plugin.Plugin;
import io.quayside.api.plugin.Scheduler;
import io.quayside.api.plugin.TimeSource;
import io.quayside.api.session.CloseReason;
import io.quayside.api.session.Session;
import io.quayside.api.session.Sessions;
import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.ListGroups;
import io.quayside.chat.v1.ListMembers;
import io.quayside.chat.v1.ListOnline;
import io.quayside.chat.v1.Ping;
import jakarta.inject.Inject;

/**
 * Takes frames and hands each to the part that carries it out; made by the framework, one for each endpoint that names
 * {@code chat}.
 *
 * <p>Concurrency: callbacks of different sessions run at the same time, and send to each other's sessions. What belongs to
 * one session is in its {@link ChatSession}; the parts say how they share the rest.
 */
final class ChatPlugin implements Plugin<Frame> {
    private final ChatSettings limits;
    private final Scheduler scheduler;
    private final ChatMetrics metrics;
    private final Rules rules;
    private final UserDirectory directory = new UserDirectory();
    private final Logins logins;
    private final LoginDeadlines deadlines;
    private final PrivateMessages privateMessages;
    private final GroupMembership membership;
    private final GroupMessages groupMessages;

    /** A chat that lasts as long as the process. */
    @Inject
    ChatPlugin(Settings settings, Sessions<Frame> sessions, Scheduler scheduler, TimeSource time, Metrics metrics) {
        this(settings, sessions, scheduler, time, metrics, new MemoryChatStore());
    }

    /** A chat with a store of one's own. */
    ChatPlugin(
            Settings settings,
            Sessions<Frame> sessions,
            Scheduler scheduler,
            TimeSource time,
            Metrics metrics,
            ChatStore store) {
        this.limits = ChatSettings.from(settings);
        this.scheduler = scheduler;
        this.metrics = new ChatMetrics(metrics);
        this.rules = new Rules(limits.maxText());
        LiveGroups groups = new LiveGroups(sessions);
        MessageIds ids = new MessageIds();
        this.logins = new Logins(limits, store, directory, groups, time, this.metrics);
        this.deadlines = new LoginDeadlines(limits.loginTimeout(), time, logins::overdue);
        this.membership = new GroupMembership(limits, store, groups);
        this.privateMessages = new PrivateMessages(rules, directory, ids, time, this.metrics);
        this.groupMessages = new GroupMessages(rules, membership, ids, time, this.metrics);
        metrics.gauge("users.online", directory::size);
        metrics.gauge("groups", groups::size);
    }

    @Override
    public void start() {
        deadlines.start(scheduler);
    }

    @Override
    public void stop() {
        deadlines.stop();
    }

    @Override
    public void opened(Session<Frame> session) {
        ChatSession chat = new ChatSession(session, metrics);
        session.attach(chat);
        chat.waitsUntil(deadlines.of(chat));
    }

    @Override
    public void message(Session<Frame> session, Frame frame) {
        ChatSession chat = ChatSession.of(session);
        try {
            carryOut(chat, frame);
        } catch (RuntimeException failure) {
            chat.failed(frame.getRef());
            throw failure;
        }
    }

    @Override
    public void idle(Session<Frame> session) {
        logins.idle(ChatSession.of(session));
    }

    @Override
    public void closed(Session<Frame> session, CloseReason reason) {
        logins.closed(ChatSession.of(session));
    }

    private void carryOut(ChatSession chat, Frame frame) {
        long ref = frame.getRef();
        if (frame.getServerSaysCase() != Frame.ServerSaysCase.SERVERSAYS_NOT_SET) {
            chat.refuse(ref, Code.UNSUPPORTED, "only servers send this kind");
            return;
        }
        switch (frame.getClientSaysCase()) {
            case CLIENTSAYS_NOT_SET -> chat.refuse(ref, Code.UNSUPPORTED, "the frame has no kind known here");
            case PING -> ping(chat, ref, frame.getPing());
            case LOGIN -> logins.login(chat, ref, frame.getLogin());
            default -> {
                if (chat.state() == ChatSession.State.ONLINE) {
                    carryOutForUser(chat, ref, frame);
                } else {
                    chat.refuse(ref, Code.NOT_LOGGED_IN, "log in first, and wait for Welcome");
                }
            }
        }
    }

    private void carryOutForUser(ChatSession chat, long ref, Frame frame) {
        switch (frame.getClientSaysCase()) {
            case SEND_PRIVATE ->
                privateMessages.send(
                        chat,
                        ref,
                        frame.getSendPrivate().getTo(),
                        frame.getSendPrivate().getText());
            case SEND_GROUP ->
                groupMessages.send(
                        chat,
                        ref,
                        frame.getSendGroup().getGroupId(),
                        frame.getSendGroup().getText());
            case LOGOUT -> logins.logout(chat, ref);
            case LIST_ONLINE -> listOnline(chat, ref, frame.getListOnline());
            case CREATE_GROUP -> membership.create(chat, ref, frame.getCreateGroup());
            case JOIN_GROUP -> membership.join(chat, ref, frame.getJoinGroup().getGroupId());
            case LEAVE_GROUP ->
                membership.leave(chat, ref, frame.getLeaveGroup().getGroupId());
            case LIST_GROUPS -> listGroups(chat, ref, frame.getListGroups());
            case LIST_MEMBERS -> listMembers(chat, ref, frame.getListMembers());
            case PING, LOGIN, CLIENTSAYS_NOT_SET ->
                throw new IllegalStateException(frame.getClientSaysCase() + " needs no login");
        }
    }

    private void ping(ChatSession chat, long ref, Ping ping) {
        Refusal wrong = rules.payload(ping.getPayload());
        if (wrong != null) {
            chat.refuse(ref, wrong);
            return;
        }
        chat.answer(Answers.pong(ref, ping.getPayload()));
    }

    private void listOnline(ChatSession chat, long ref, ListOnline request) {
        chat.answer(Answers.online(ref, directory.page(request.getAfter(), limits.pageFor(request.getLimit()))));
    }

    private void listGroups(ChatSession chat, long ref, ListGroups request) {
        membership.list(chat, ref, request.getAfter(), request.getLimit());
    }

    private void listMembers(ChatSession chat, long ref, ListMembers request) {
        membership.members(chat, ref, request.getGroupId(), request.getAfter(), request.getLimit());
    }

    @Override
    public Frame waiting(int place) {
        return Answers.waiting(place);
    }
}
