package dev.laneledger.app.page;

import dev.laneledger.projections.BlockerPath;
import java.util.List;

/**
 * What stops a program.
 *
 * @param open number of blockers that are open
 * @param targets the actions that some blocker blocks
 * @param target the action that {@code path} leads to
 * @param newest seq of the ledger's last entry
 * @param position seq of the entry after which all of it is so
 */
public record BlockersPage(
    int open,
    Paged paged,
    List<BlockerLine> lines,
    BlockerGraph graph,
    List<String> targets,
    String target,
    BlockerPath path,
    long newest,
    long position,
    OpenLegs.Plot plot) {}
