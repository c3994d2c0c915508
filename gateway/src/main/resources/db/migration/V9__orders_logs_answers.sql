-- A replay begins anew: attempts and age are counted from it.
ALTER TABLE invocation
  ADD COLUMN forgiven_attempts integer     NOT NULL DEFAULT 0,
  ADD COLUMN wanted_at         timestamptz NOT NULL DEFAULT now();

DROP INDEX invocation_waiting;
CREATE INDEX invocation_waiting ON invocation (function_uid, wanted_at) WHERE state = 'Pending';

-- How many characters the script of an attempt has printed in all, of which log_tail is the end;
-- null until the log was kept for the first time while it runs.
ALTER TABLE attempt ADD COLUMN log_end bigint;

-- What the caller of a function gets, in the form of Lambda's proxy answers.
CREATE TABLE answer (
  invocation_id uuid PRIMARY KEY REFERENCES invocation (id) ON DELETE CASCADE,
  content       text NOT NULL
);
