-- Control rows: who there is, and which worlds they have. Everything else belongs to one environment.
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  secret_fingerprint text NOT NULL
);

CREATE TABLE merchants (
  merchant_id text PRIMARY KEY,
  business_name text NOT NULL,
  -- Null: nobody has chosen, and the version that all such merchants share counts.
  api_version text,
  api_version_pinned_at timestamptz,
  -- The last change, and until when it can be taken back.
  api_version_changed_at timestamptz,
  api_version_previous text,
  api_version_rollback_expires_at timestamptz,
  -- What live mode may do, as last worked out from the merchant's account: ready, pending, blocked, not_available, not_requested.
  payments_status text NOT NULL DEFAULT 'blocked',
  payouts_status text NOT NULL DEFAULT 'blocked',
  -- The processor's name for the merchant, where each has an account of its own there.
  processor_account_id text UNIQUE,
  created_at timestamptz NOT NULL
);

-- One live environment and any number of sandboxes for each merchant.
CREATE TABLE environments (
  environment_id text PRIMARY KEY,
  merchant_id text NOT NULL REFERENCES merchants,
  mode text NOT NULL CHECK (mode IN ('test', 'live')),
  sandbox_id text UNIQUE CHECK ((sandbox_id IS NULL) = (mode = 'live')),
  name text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
  fee_bps integer NOT NULL,
  fee_fixed bigint NOT NULL,
  -- A sandbox's own time: what its clock is ahead of the system's, or the instant at which it stands still.
  clock_offset_ms bigint NOT NULL DEFAULT 0,
  clock_frozen_at timestamptz,
  has_own_clock boolean GENERATED ALWAYS AS (clock_offset_ms <> 0 OR clock_frozen_at IS NOT NULL) STORED,
  -- While the clock is moved: who moves it, until when by the system's clock, and how far.
  clock_leased_until timestamptz,
  clock_mover text,
  clock_target timestamptz,
  clock_runs_on boolean NOT NULL DEFAULT true,
  -- The last advance, so that a repeated request for it does not advance twice: who asked, from when, to when.
  clock_last_advance jsonb,
  -- The faults that are switched on, by name. Source: docs/guides/faults.md.
  faults jsonb NOT NULL DEFAULT '{}',
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (mode = 'test' OR (clock_offset_ms = 0 AND clock_frozen_at IS NULL AND faults = '{}'))
);
CREATE INDEX environments_with_own_clock ON environments (environment_id) WHERE has_own_clock AND status = 'active';
CREATE UNIQUE INDEX one_live_environment ON environments (merchant_id) WHERE mode = 'live';
CREATE UNIQUE INDEX one_default_sandbox ON environments (merchant_id) WHERE is_default;
CREATE UNIQUE INDEX environments_by_merchant ON environments (merchant_id, environment_id);

-- What time it is in an environment when it is system_now outside.
CREATE FUNCTION environment_now(clock_offset_ms bigint, clock_frozen_at timestamptz, system_now timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(clock_frozen_at, system_now + clock_offset_ms * interval '1 millisecond')
$$;

CREATE TABLE api_keys (
  api_key_id text PRIMARY KEY,
  environment_id text NOT NULL REFERENCES environments,
  -- The environment's: a live key manages the keys of all its merchant's environments, and lists them in one order.
  merchant_id text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  key_prefix text NOT NULL,
  -- Which public API it speaks; its text is of that form.
  dialect text NOT NULL DEFAULT 'flint' CHECK (dialect IN ('flint', 'flowlix_a', 'flowlix_c')),
  name text NOT NULL,
  -- As they were given: older names stay older names.
  scopes text[] NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'revoked')),
  expires_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  FOREIGN KEY (merchant_id, environment_id) REFERENCES environments (merchant_id, environment_id)
);
CREATE INDEX api_keys_of_environment ON api_keys (environment_id, created_at, api_key_id);
CREATE INDEX api_keys_of_environment_by_name ON api_keys (environment_id, name, api_key_id);
CREATE INDEX api_keys_of_environment_by_last_use
  ON api_keys (environment_id, coalesce(last_used_at, timestamptz '-infinity'), api_key_id);
CREATE INDEX api_keys_of_environment_by_change ON api_keys (environment_id, updated_at);
CREATE INDEX api_keys_of_merchant ON api_keys (merchant_id, created_at, api_key_id);
CREATE INDEX api_keys_of_merchant_by_name ON api_keys (merchant_id, name, api_key_id);
CREATE INDEX api_keys_of_merchant_by_last_use
  ON api_keys (merchant_id, coalesce(last_used_at, timestamptz '-infinity'), api_key_id);
CREATE INDEX api_keys_of_merchant_by_change ON api_keys (merchant_id, updated_at);

-- Numbers for people (order numbers), handed out in blocks.
CREATE TABLE counters (
  environment_id text NOT NULL,
  name text NOT NULL,
  next_value bigint NOT NULL,
  PRIMARY KEY (environment_id, name)
);

CREATE TABLE idempotency_keys (
  environment_id text NOT NULL,
  scope text NOT NULL,
  key text NOT NULL,
  digest bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('in_progress', 'completed')),
  status smallint NOT NULL,
  body bytea NOT NULL,
  is_sealed boolean NOT NULL,
  is_deflated boolean NOT NULL,
  version text NOT NULL,
  -- While it is in progress: nobody else may go on with it before.
  leased_until timestamptz,
  completed_at timestamptz,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, scope, key)
);
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

-- Everything that happened, appended in the transaction that caused it.
CREATE TABLE events (
  environment_id text NOT NULL,
  event_id text NOT NULL,
  event_type text NOT NULL,
  resource_type text NOT NULL,
  resource_id text NOT NULL,
  -- The resource's own version when it happened: orders a resource's events.
  resource_version bigint NOT NULL,
  -- json, not jsonb: consumers get the fields in the order in which they were written. Null once it is too old to be shown.
  data json,
  request_id text,
  idempotency_key text,
  is_test boolean NOT NULL DEFAULT false,
  api_version text NOT NULL,
  created_at timestamptz NOT NULL,
  -- The event's place in the stream. It can be read there once every transaction up to this one has ended, because until
  -- then one with an earlier place may still come in. Never before its own transaction; and never before one whose changes
  -- it was made after, so that the events of one resource stand in the order of its versions. That may be the number of the
  -- next transaction; who reads the stream takes it if nobody does.
  readable_after xid8 NOT NULL DEFAULT greatest(pg_current_xact_id(), pg_snapshot_xmax(pg_current_snapshot())),
  PRIMARY KEY (environment_id, event_id)
);
CREATE INDEX events_in_stream ON events (environment_id, readable_after, event_id) WHERE data IS NOT NULL;
CREATE INDEX events_by_resource ON events (environment_id, resource_id, event_id);
CREATE INDEX events_by_type ON events (environment_id, event_type, event_id);
CREATE INDEX events_by_request ON events (environment_id, request_id) WHERE request_id IS NOT NULL;

-- What the worker must do later, by the environment's time. Taken in batches under a lease (by the machine's time), deleted
-- when done. Those of sandboxes with a clock of their own are found by their sandbox, all others by due time alone.
CREATE TABLE timers (
  environment_id text NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  due_at timestamptz NOT NULL,
  is_on_own_clock boolean NOT NULL DEFAULT false,
  leased_until timestamptz,
  -- The lease under which it failed: nobody has it in hand then, it rests.
  failed_under timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  PRIMARY KEY (environment_id, kind, subject_id)
);
CREATE INDEX timers_by_due ON timers (due_at) WHERE NOT is_on_own_clock;
CREATE INDEX timers_by_environment ON timers (environment_id, due_at);
CREATE INDEX timers_on_own_clock ON timers (environment_id) WHERE is_on_own_clock;

CREATE TABLE request_logs (
  environment_id text NOT NULL,
  api_request_log_id text NOT NULL,
  -- Null for a buyer's checkout session, and where a person called.
  api_key_id text,
  -- The person in the dashboard, or who sets up the account.
  user_id text,
  request_id text NOT NULL,
  correlation_id text,
  http_method text NOT NULL,
  path text NOT NULL,
  route_pattern text NOT NULL,
  status_code integer NOT NULL,
  latency_milliseconds integer NOT NULL,
  error_code text,
  requested_api_version text,
  requested_api_version_source text NOT NULL,
  served_api_version text NOT NULL,
  resource_type text,
  resource_id text,
  -- Where its headers and bodies are: a block, and its place in there.
  block_id text,
  block_place integer,
  -- Its expanded paths, sorted, with commas.
  expand text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, api_request_log_id)
);
CREATE INDEX request_logs_by_request ON request_logs (environment_id, request_id);
CREATE INDEX request_logs_by_correlation ON request_logs (environment_id, correlation_id) WHERE correlation_id IS NOT NULL;
CREATE INDEX request_logs_by_resource ON request_logs (environment_id, resource_id, api_request_log_id) WHERE resource_id IS NOT NULL;
CREATE INDEX request_logs_by_key ON request_logs (environment_id, api_key_id, api_request_log_id);
-- For a person in the dashboard, who sees every key's.
CREATE INDEX request_logs_failed_of_environment ON request_logs (environment_id, api_request_log_id) WHERE status_code >= 400;
-- Of what most calls are there is a lot on every page; what few are is found by these.
CREATE INDEX request_logs_failed ON request_logs (environment_id, api_key_id, api_request_log_id) WHERE status_code >= 400;
CREATE INDEX request_logs_by_method ON request_logs (environment_id, api_key_id, http_method, api_request_log_id)
  WHERE http_method NOT IN ('GET', 'POST');
CREATE INDEX request_logs_by_resource_type ON request_logs (environment_id, api_key_id, resource_type, api_request_log_id)
  WHERE resource_type <> 'order';
CREATE INDEX request_logs_by_age ON request_logs (created_at);

-- Headers and bodies of several calls of one environment, redacted and compressed together (zstd).
CREATE TABLE request_log_blocks (
  environment_id text NOT NULL,
  block_id text NOT NULL,
  created_at timestamptz NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (environment_id, block_id)
);
-- What is compressed already is not worth another try.
ALTER TABLE request_log_blocks ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX request_log_blocks_by_age ON request_log_blocks (created_at);
