/**
 * Puts the program where it starts fast, without its source tree and without Maven.
 *
 * <pre>
 * PREFIX/bin/ledger                      the command
 * PREFIX/lib/ledger/ledger-app.jar       the program; its manifest names the libraries
 * PREFIX/lib/ledger/lib/*.jar            the libraries
 * PREFIX/lib/ledger/ledger.aot           classes as a whole run of the program left them
 * </pre>
 */
@NullMarked
package dev.laneledger.app.install;

import org.jspecify.annotations.NullMarked;
