CREATE TABLE birth_registry(id INTEGER PRIMARY KEY, object_id TEXT, born_by TEXT, content_bytes INTEGER, approval_id TEXT);
INSERT INTO birth_registry VALUES(1, 'TKT-OBJ-001', 'seed', 12, NULL);
INSERT INTO birth_registry VALUES(2, 'TKT-OBJ-002', 'seed', 9007199254740993, 'A-7');
INSERT INTO birth_registry VALUES(3, 'TKT-OBJ-003', 'seed', 4096, 'A-8');
