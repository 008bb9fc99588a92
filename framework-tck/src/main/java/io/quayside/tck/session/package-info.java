/** The session laws S1 to S10 as executable rules: extend {@link io.quayside.tck.session.SessionContract}. */
@NullMarked
package io.quayside.tck.session;

import org.jspecify.annotations.NullMarked;
