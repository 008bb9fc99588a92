package io.quayside.plugin.chat;

import io.quayside.chat.v1.Error;

/**
 * Why a request is not carried out, as its client will read it.
 *
 * @param code what programs decide by
 * @param text one English line for developers; quotes nothing that the client sent, which could be long
 */
record Refusal(Error.Code code, String text) {}
