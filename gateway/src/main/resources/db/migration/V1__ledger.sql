-- One row for each upload and function that wants it. Times are the database's, so that gateways
-- whose clocks differ agree on leases and pauses.
CREATE TABLE invocation (
  id            uuid        PRIMARY KEY,
  function_uid  text        NOT NULL,
  namespace     text        NOT NULL,
  name          text        NOT NULL,
  object_store  text        NOT NULL,
  bucket        text        NOT NULL,
  object_key    text        NOT NULL,
  upload        text        NOT NULL,
  event         text        NOT NULL,
  event_time    text,
  state         text        NOT NULL DEFAULT 'Pending'
                CHECK (state IN ('Pending', 'Running', 'Succeeded', 'Dead', 'Cancelled')),
  reason        text,
  message       text,
  attempts      integer     NOT NULL DEFAULT 0,
  not_before    timestamptz NOT NULL DEFAULT now(),
  lease_owner   text,
  lease_until   timestamptz,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz,
  UNIQUE (function_uid, object_store, bucket, object_key, upload),
  CHECK ((state = 'Running') = (lease_until IS NOT NULL))
);

CREATE INDEX invocation_due ON invocation (function_uid, not_before) WHERE state = 'Pending';
CREATE INDEX invocation_waiting ON invocation (function_uid, created_at) WHERE state = 'Pending';
CREATE INDEX invocation_in_flight ON invocation (function_uid) WHERE state = 'Running';
CREATE INDEX invocation_lease ON invocation (lease_until) WHERE state = 'Running';
CREATE INDEX invocation_of_function ON invocation (namespace, name, id);
CREATE INDEX invocation_dead ON invocation (id) WHERE state = 'Dead';

-- Every try that counted, the one under way included.
CREATE TABLE attempt (
  invocation_id uuid        NOT NULL REFERENCES invocation (id) ON DELETE CASCADE,
  number        integer     NOT NULL,
  target        text        NOT NULL,
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
  PRIMARY KEY (invocation_id, number)
);
