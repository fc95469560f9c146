#!/usr/bin/env bash
# One lane from its decision to its completion: it rehearses a change on a copy of a file, rolls it
# back, and proves both. Where the ledger is, and as whom which lane speaks, stands in the
# environment or in ~/.config/laneledger/config.toml. Any refusal ends the script.
set -eu

ledger lane open --consume GO_ON --macro ADD_A_ROW --host build-1 --date 2026-06-12

# Preflight: the pinned plan, byte for byte, and a gate of our own.
ledger lane check --document plan.md=plan.md --gate 'free disk' --expected yes --observed yes

# The target: a copy that is shown to be neither its source nor production.
printf '1,first\n2,second\n' > source.csv
cp source.csv copy.csv
ledger lane lock --source source.csv --copy copy.csv --target copy-1 --production postgres

# The change, and its way back.
cp copy.csv before.csv
printf '3,third\n' >> copy.csv
cp copy.csv applied.csv
ledger lane step ADD --does 'adds one row' --mutates copy-1 --saw "rows=$(wc -l < copy.csv)"
cp before.csv copy.csv
ledger lane step RESTORE --does 'puts the file back' --mutates copy-1 --saw "rows=$(wc -l < copy.csv)"
ledger lane prove \
  --rollback ADD --by 'copying the file back' --rows 2,3,2 \
  --before before.csv --applied applied.csv --restored copy.csv \
  --unchanged source.csv --was before.csv --is source.csv

# Bad requests, which the ledger has to refuse.
printf '{"result":"PASS","step":"X","does":"run","mutates":"production","action":"REAL_RUN","observations":[]}' |
  ledger lane probe REAL --defect 'asks for a real run' --data - \
    --expect ACTION_NOT_AUTHORIZED_FOR_LANE --into probes.ndjson
printf '{"surface":"ci","class":"fine"}' |
  ledger lane probe CLASS --defect 'a class in lower case' --type lane.surface-classified --data - \
    --expect CLASS_INVALID --into probes.ndjson
ledger lane probed --probes probes.ndjson --control-step ADD

# What was looked at, what was not touched, and what was read.
ledger lane classify ci NOT_IN_SCOPE
ledger lane attest --surface production=NOT_TOUCHED --surface ci=NOT_TOUCHED
printf 'One row was added to a copy and taken out again.\n' > notes.md
ledger lane attach notes.md --media-type text/markdown --summary 'what was done'

ledger lane review \
  --check 'the rollback is exact' --on lane.rollback-proven,lane.validated \
  --check 'the gates were closed' --on lane.preflight-checked,lane.probed
ledger lane seal --outcome READY --status REHEARSED --document plan.md=plan.md --packet packet.zip
ledger lane complete --summary 'rehearsed on a copy; nothing was applied'
ledger status
