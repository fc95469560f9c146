-- Model of the executor that would run every production script in order.
-- The rehearsal hashes this file before and after; it never runs it.
.bail on
.read 10_birth_registry.sql
.read 20_birth_rows.sql
