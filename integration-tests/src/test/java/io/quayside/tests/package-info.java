/** What can be said only of all modules together: servers over real sockets, and the architecture's rules. */
@org.jspecify.annotations.NullMarked
package io.quayside.tests;
