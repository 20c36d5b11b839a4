-- Control rows: who there is, and which worlds they have. Everything else belongs to one environment.
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  secret_fingerprint text NOT NULL
);

CREATE TABLE merchants (
  merchant_id text PRIMARY KEY,
  business_name text NOT NULL,
  api_version text,
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
  clock_target timestamptz,
  -- The faults that are switched on, by name. Source: docs/guides/faults.md.
  faults jsonb NOT NULL DEFAULT '{}',
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (mode = 'test' OR (clock_offset_ms = 0 AND clock_frozen_at IS NULL AND faults = '{}'))
);
CREATE INDEX environments_with_own_clock ON environments (environment_id) WHERE has_own_clock;
CREATE UNIQUE INDEX one_live_environment ON environments (merchant_id) WHERE mode = 'live';
CREATE UNIQUE INDEX one_default_sandbox ON environments (merchant_id) WHERE is_default;
CREATE INDEX environments_by_merchant ON environments (merchant_id, environment_id);

-- What time it is in an environment when it is system_now outside.
CREATE FUNCTION environment_now(clock_offset_ms bigint, clock_frozen_at timestamptz, system_now timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(clock_frozen_at, system_now + clock_offset_ms * interval '1 millisecond')
$$;

CREATE TABLE api_keys (
  api_key_id text PRIMARY KEY,
  environment_id text NOT NULL REFERENCES environments,
  key_hash bytea NOT NULL UNIQUE,
  key_prefix text NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'revoked')),
  expires_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

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
  -- json, not jsonb: consumers get the fields in the order in which they were written.
  data json NOT NULL,
  request_id text,
  idempotency_key text,
  is_test boolean NOT NULL DEFAULT false,
  api_version text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, event_id)
);
CREATE INDEX events_by_resource ON events (environment_id, resource_id, event_id);
CREATE INDEX events_by_type ON events (environment_id, event_type, event_id);
CREATE INDEX events_by_request ON events (environment_id, request_id) WHERE request_id IS NOT NULL;

-- What the worker must do later. Taken in batches under a lease, deleted when done.
CREATE TABLE timers (
  environment_id text NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  due_at timestamptz NOT NULL,
  leased_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  PRIMARY KEY (environment_id, kind, subject_id)
);
CREATE INDEX timers_by_due ON timers (due_at);

CREATE TABLE request_logs (
  environment_id text NOT NULL,
  api_request_log_id text NOT NULL,
  api_key_id text,
  request_id text NOT NULL,
  http_method text NOT NULL,
  path text NOT NULL,
  route_pattern text NOT NULL,
  status_code integer NOT NULL,
  latency_milliseconds integer NOT NULL,
  error_code text,
  served_api_version text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, api_request_log_id)
);
CREATE INDEX request_logs_by_request ON request_logs (environment_id, request_id);
CREATE INDEX request_logs_by_age ON request_logs (created_at);
