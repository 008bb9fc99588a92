package io.quayside.tests.simulation;

import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Compares what the users of a chat have sent with what they got: nothing is made up, doubled, misdelivered or out of order,
 * and what was acknowledged has arrived, unless its recipient's connection was cut.
 */
final class ChatBooks {
    private final List<ChatClient> clients;
    private final Predicate<ChatClient> gotAll;
    private final Violations violations;

    /** How often each text came. */
    private final Map<String, Integer> arrived = new HashMap<>();

    ChatBooks(List<ChatClient> clients, Predicate<ChatClient> gotAll, Violations violations) {
        this.clients = clients;
        this.gotAll = gotAll;
        this.violations = violations;
    }

    void check() {
        clients.forEach(this::checkTold);
        clients.forEach(this::checkAnswers);
    }

    /** What came was sent, to this one, and in its sender's order. */
    private void checkTold(ChatClient client) {
        Map<String, Integer> last = new HashMap<>();
        for (Frame each : client.told) {
            if (each.hasPrivateMessage()) {
                String text = each.getPrivateMessage().getText();
                Frame sent = sent(client, text);
                violations.check(
                        sent.getSendPrivate().getTo().equals(client.user)
                                && sent.getSendPrivate().getText().equals(text),
                        () -> client + " got what is for somebody else: " + text);
                inOrder(client, last, "private", text);
            } else if (each.hasGroupMessage()) {
                String text = each.getGroupMessage().getText();
                Frame sent = sent(client, text);
                String group = each.getGroupMessage().getGroupId();
                violations.check(
                        sent.getSendGroup().getGroupId().equals(group)
                                && sent.getSendGroup().getText().equals(text),
                        () -> client + " got what is for another group: " + text);
                inOrder(client, last, group, text);
            }
        }
    }

    private Frame sent(ChatClient client, String text) {
        arrived.merge(text, 1, Integer::sum);
        String[] parts = text.split(":", 3);
        try {
            return clients.get(Integer.parseInt(parts[0])).requests.get(Integer.parseInt(parts[1]));
        } catch (RuntimeException e) {
            violations.add(client + " got what nobody sent: " + text);
            return Frame.getDefaultInstance();
        }
    }

    private void inOrder(ChatClient client, Map<String, Integer> last, String channel, String text) {
        String[] parts = text.split(":", 3);
        int number = Integer.parseInt(parts[1]);
        Integer before = last.put(channel + " of " + parts[0], number);
        violations.check(
                before == null || before < number,
                () -> client + " got number " + number + " of client " + parts[0] + " after number " + before);
    }

    private void checkAnswers(ChatClient client) {
        for (Frame answer : client.answers) {
            if (answer.getRef() <= client.requests.size()) {
                checkAnswer(client, client.requests.get((int) answer.getRef() - 1), answer);
            }
        }
    }

    private void checkAnswer(ChatClient client, Frame request, Frame answer) {
        boolean refused = answer.hasError() && answer.getError().getCode() != Code.INTERNAL;
        boolean acknowledged = answer.hasAcknowledged();
        if (request.hasSendPrivate()) {
            int times = arrived.getOrDefault(request.getSendPrivate().getText(), 0);
            boolean certain = acknowledged && allGot(request.getSendPrivate().getTo());
            violations.check(
                    times <= (refused ? 0 : 1) && (times == 1 || !certain),
                    () -> "a private message arrived " + times + " times: " + client + " sent " + request
                            + " and was told " + answer);
        } else if (request.hasSendGroup()) {
            int times = arrived.getOrDefault(request.getSendGroup().getText(), 0);
            int recipients = answer.getAcknowledged().getRecipients();
            boolean certain = clients.stream().allMatch(gotAll);
            violations.check(
                    times <= recipients && (times == recipients || !certain),
                    () -> "a group message arrived " + times + " times: " + client + " sent " + request
                            + " and was told " + answer);
        }
    }

    private boolean allGot(String user) {
        return clients.stream().filter(each -> each.user.equals(user)).allMatch(gotAll);
    }
}
