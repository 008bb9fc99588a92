package io.quayside.distribution.chat;

/** One line of the user, understood. Run by the loop. */
sealed interface Command {
    /** Does what the line says. */
    void run(Conversation conversation);

    /** Whether it takes a server to do it. */
    default boolean needsServer() {
        return true;
    }

    /** {@code /online}. */
    record ListOnline() implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.listOnline();
        }
    }

    /** {@code /groups}. */
    record ListGroups() implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.listGroups();
        }
    }

    /** {@code /members GROUP}. */
    record ListMembers(String group) implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.listMembers(group);
        }
    }

    /** {@code /msg USER TEXT}, or with {@code #GROUP}. */
    record Say(Recipient to, String text) implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.say(to, text);
        }
    }

    /** A line that is no command: for whom {@code /to} named. */
    record Line(String text) implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.say(text);
        }
    }

    /** {@code /group create NAME}, with what to show to people. */
    record CreateGroup(String group, String title) implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.createGroup(group, title);
        }
    }

    /** {@code /group join NAME}. */
    record JoinGroup(String group) implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.joinGroup(group);
        }
    }

    /** {@code /group leave NAME}. */
    record LeaveGroup(String group) implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.leaveGroup(group);
        }
    }

    /** {@code /to USER} or {@code /to #GROUP}. */
    record To(Recipient recipient) implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.target(recipient);
        }

        @Override
        public boolean needsServer() {
            return false;
        }
    }

    /** {@code /help}. */
    record Help() implements Command {
        @Override
        public void run(Conversation conversation) {
            CommandParser.HELP.forEach(conversation::note);
        }

        @Override
        public boolean needsServer() {
            return false;
        }
    }

    /** Not understood, with the way to write it. */
    record Wrong(String advice) implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.note(advice);
        }

        @Override
        public boolean needsServer() {
            return false;
        }
    }

    /** An empty line. */
    record Nothing() implements Command {
        @Override
        public void run(Conversation conversation) {
            // An empty line is nothing to send.
        }

        @Override
        public boolean needsServer() {
            return false;
        }
    }

    /** {@code /quit}. */
    record Quit() implements Command {
        @Override
        public void run(Conversation conversation) {
            conversation.quit();
        }

        @Override
        public boolean needsServer() {
            return false;
        }
    }
}
