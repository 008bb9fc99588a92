package io.quayside.fuzz;

import io.quayside.chat.v1.Error.Code;
import io.quayside.chat.v1.Frame;
import io.quayside.chat.v1.Frame.ServerSaysCase;

/** Which answers a request can have, by the protocol's description. */
final class ChatAnswers {
    private ChatAnswers() {}

    /** Whether this is an answer to that; Welcome, which may come later, is looked at elsewhere. */
    static boolean fits(Frame request, Frame answer) {
        if (request.getRef() != answer.getRef()) {
            return false;
        }
        if (request.getServerSaysCase() != ServerSaysCase.SERVERSAYS_NOT_SET) {
            return isError(answer, Code.UNSUPPORTED);
        }
        if (answer.hasError()) {
            return !isError(answer, Code.INTERNAL) && !isError(answer, Code.UNSPECIFIED);
        }
        return switch (request.getClientSaysCase()) {
            case PING ->
                answer.hasPong()
                        && answer.getPong()
                                .getPayload()
                                .equals(request.getPing().getPayload());
            case SEND_PRIVATE ->
                answer.hasAcknowledged() && answer.getAcknowledged().getRecipients() == 1;
            case SEND_GROUP -> answer.hasAcknowledged();
            case LOGOUT -> answer.hasGoodbye();
            case LIST_ONLINE -> answer.hasOnline();
            case CREATE_GROUP ->
                answer.hasGroupCreated()
                        && answer.getGroupCreated()
                                .getGroup()
                                .getGroupId()
                                .equals(request.getCreateGroup().getGroupId());
            case JOIN_GROUP ->
                answer.hasGroupJoined()
                        && answer.getGroupJoined()
                                .getGroup()
                                .getGroupId()
                                .equals(request.getJoinGroup().getGroupId());
            case LEAVE_GROUP ->
                answer.hasGroupLeft()
                        && answer.getGroupLeft()
                                .getGroupId()
                                .equals(request.getLeaveGroup().getGroupId());
            case LIST_GROUPS -> answer.hasGroups();
            case LIST_MEMBERS -> answer.hasMembers();
            case LOGIN, CLIENTSAYS_NOT_SET -> false;
        };
    }

    private static boolean isError(Frame answer, Code code) {
        return answer.hasError() && answer.getError().getCode() == code;
    }

    /** Whether this is a login with an id and a name as they have to be. */
    static boolean isLogin(Frame request) {
        return request.hasLogin()
                && request.getServerSaysCase() == ServerSaysCase.SERVERSAYS_NOT_SET
                && request.getLogin().getUserId().matches("[a-z0-9._-]{1,32}")
                && isName(request.getLogin().getDisplayName());
    }

    private static boolean isName(String name) {
        int[] characters = name.codePoints().toArray();
        boolean visible = false;
        for (int each : characters) {
            switch (Character.getType(each)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                    return false;
                }
                case Character.SPACE_SEPARATOR -> {
                    // Counts, and cannot be seen.
                }
                default -> visible = true;
            }
        }
        return visible && characters.length <= 64;
    }
}
