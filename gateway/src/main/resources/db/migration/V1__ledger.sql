-- Times are the database's, so that gateways whose clocks differ agree on leases and pauses.

-- What each function has taken note of: the digest of an upload, or of another occasion. It stays
-- when the invocation is removed, because what is still in the bucket must not be taken for new.
CREATE TABLE seen (
  function_uid  text        NOT NULL,
  occasion      uuid        NOT NULL,
  PRIMARY KEY (function_uid, occasion)
);

-- One row for each occasion and function that wants it; those that no object caused have no object.
CREATE TABLE invocation (
  id            uuid        PRIMARY KEY,
  function_uid  text        NOT NULL,
  namespace     text        NOT NULL,
  name          text        NOT NULL,
  object_store  text,
  bucket        text,
  object_key    text,
  upload        text,
  event         text        NOT NULL,
  event_time    text,
  state         text        NOT NULL DEFAULT 'Pending'
                CHECK (state IN ('Pending', 'Running', 'Succeeded', 'Dead', 'Cancelled')),
  reason        text,
  message       text,
  attempts      integer     NOT NULL DEFAULT 0,
  -- A replay begins anew: attempts and age are counted from it.
  forgiven_attempts integer NOT NULL DEFAULT 0,
  wanted_at     timestamptz NOT NULL DEFAULT now(),
  not_before    timestamptz NOT NULL DEFAULT now(),
  -- Where the attempt under way runs.
  target        text,
  lease_owner   text,
  lease_until   timestamptz,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz,
  failure_told  boolean     NOT NULL DEFAULT false,
  CHECK ((state = 'Running') = (lease_until IS NOT NULL)),
  CHECK ((state IN ('Succeeded', 'Dead', 'Cancelled')) = (ended_at IS NOT NULL)),
  CHECK (num_nulls(object_store, bucket, object_key, upload) IN (0, 4))
);

CREATE INDEX invocation_due ON invocation (function_uid, not_before) WHERE state = 'Pending';
CREATE INDEX invocation_waiting ON invocation (function_uid, wanted_at) WHERE state = 'Pending';
CREATE INDEX invocation_in_flight ON invocation (function_uid) WHERE state = 'Running';
CREATE INDEX invocation_lease ON invocation (lease_until) WHERE state = 'Running';
CREATE INDEX invocation_of_function ON invocation (namespace, name, id);
CREATE INDEX invocation_dead ON invocation (id) WHERE state = 'Dead';
CREATE INDEX invocation_untold ON invocation (function_uid) WHERE state = 'Dead' AND NOT failure_told;
CREATE INDEX invocation_ended ON invocation (ended_at, state) WHERE ended_at IS NOT NULL;

-- Every try that counted, the one under way included.
CREATE TABLE attempt (
  invocation_id uuid        NOT NULL REFERENCES invocation (id) ON DELETE CASCADE,
  number        integer     NOT NULL,
  target        text        NOT NULL,
  -- Why it went there, where the function left a choice.
  placed_because text,
  state         text        NOT NULL DEFAULT 'Running'
                CHECK (state IN ('Running', 'Succeeded', 'Failed', 'TimedOut')),
  reason        text,
  message       text,
  exit_code     integer,
  started_at    timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz,
  outputs       text,
  timings       text,
  engine        text,
  cache_hit     boolean,
  log_tail      text,
  -- How many characters the script has printed in all, of which log_tail is the end; null until the
  -- log was kept for the first time while it runs.
  log_end       bigint,
  PRIMARY KEY (invocation_id, number)
);

-- What the caller of a function gets, in the form of Lambda's proxy answers.
CREATE TABLE answer (
  invocation_id uuid        PRIMARY KEY REFERENCES invocation (id) ON DELETE CASCADE,
  content       text        NOT NULL
);

-- How far the comparison of an input's bucket with the ledger has come.
CREATE TABLE sweep (
  function_uid    text        NOT NULL,
  object_store    text        NOT NULL,
  bucket          text        NOT NULL,
  key_prefix      text        NOT NULL,
  known_since     timestamptz NOT NULL,            -- by the store's clock
  start_after     text        NOT NULL DEFAULT '', -- the last key that was compared
  swept_at        timestamptz,                     -- when all of it was compared
  lease_owner     text,
  lease_until     timestamptz,
  PRIMARY KEY (function_uid, object_store, bucket, key_prefix)
);

-- Functions whose work may overflow to another target, and how far it has.
CREATE TABLE overflow (
  function_uid  text        PRIMARY KEY,
  since         timestamptz,          -- null: nothing overflows now
  day           date        NOT NULL, -- UTC
  sent          integer     NOT NULL  -- on that day
);

-- When a function that has a schedule is started next.
CREATE TABLE schedule (
  function_uid  text        PRIMARY KEY,
  expression    text        NOT NULL,
  next_at       timestamptz NOT NULL
);

-- What was sent to /events and could not be understood: the beginning of it, and why.
CREATE TABLE refused_event (
  id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at   timestamptz NOT NULL DEFAULT now(),
  why           text        NOT NULL,
  bytes         bigint      NOT NULL,
  beginning     text        NOT NULL
);
