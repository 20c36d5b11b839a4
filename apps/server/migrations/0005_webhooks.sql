CREATE TABLE webhook_endpoints (
  environment_id text NOT NULL,
  webhook_endpoint_id text NOT NULL,
  url text NOT NULL,
  -- Empty: every merchant event.
  enabled_events text[] NOT NULL,
  event_sources text[] NOT NULL,
  is_enabled boolean NOT NULL,
  description text,
  api_version text NOT NULL,
  api_version_previous text,
  api_version_changed_at timestamptz,
  -- Sealed: it must be read again to sign.
  secret bytea NOT NULL,
  previous_secret bytea,
  previous_secret_until timestamptz,
  disables_when_failing boolean NOT NULL DEFAULT true,
  -- When a delivery used up its attempts and none has succeeded since.
  failing_since timestamptz,
  disabled_reason text CHECK (disabled_reason IN ('requested', 'deliveries_failing')),
  disabled_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, webhook_endpoint_id)
);

-- Events that still must be given to endpoints. Only environments with an endpoint pay for it.
-- Rows live for milliseconds: cleaned often, the worker's look at an empty queue stays cheap.
CREATE TABLE event_outbox (
  environment_id text NOT NULL,
  event_id text NOT NULL,
  event_type text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, event_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE TABLE webhook_deliveries (
  environment_id text NOT NULL,
  webhook_delivery_id text NOT NULL,
  event_id text NOT NULL,
  webhook_endpoint_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed', 'suppressed')),
  -- Attempts of every kind; the automatic ones among them move the retry schedule.
  attempt_count integer NOT NULL DEFAULT 0,
  automatic_attempt_count integer NOT NULL DEFAULT 0,
  -- When the next automatic attempt is due; null once there is none.
  next_attempt_at timestamptz,
  -- Its sandbox's time is not the machine's, so that its due time says nothing over all environments.
  is_on_own_clock boolean NOT NULL DEFAULT false,
  -- Set while somebody makes an attempt; once it has passed, that somebody is taken for dead.
  leased_until timestamptz,
  -- The attempt that is due was asked for: it is one more, and changes nothing when it fails.
  is_resend_queued boolean NOT NULL DEFAULT false,
  delivered_at timestamptz,
  last_response_code integer,
  -- Why the last attempt failed; null after one that worked.
  last_failure jsonb,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, webhook_delivery_id),
  UNIQUE (environment_id, event_id, webhook_endpoint_id),
  FOREIGN KEY (environment_id, webhook_endpoint_id) REFERENCES webhook_endpoints
) WITH (fillfactor = 70);
-- Each endpoint's queue by due time: a long one is never walked to find another endpoint's.
CREATE INDEX webhook_deliveries_by_lane ON webhook_deliveries (environment_id, webhook_endpoint_id, next_attempt_at)
  WHERE next_attempt_at IS NOT NULL;
CREATE INDEX webhook_deliveries_by_due ON webhook_deliveries (next_attempt_at) WHERE next_attempt_at IS NOT NULL AND NOT is_on_own_clock;
CREATE INDEX webhook_deliveries_on_own_clock ON webhook_deliveries (environment_id) WHERE next_attempt_at IS NOT NULL AND is_on_own_clock;
CREATE INDEX webhook_deliveries_by_status ON webhook_deliveries (environment_id, status, event_id);

CREATE TABLE webhook_delivery_attempts (
  environment_id text NOT NULL,
  webhook_delivery_attempt_id text NOT NULL,
  webhook_delivery_id text NOT NULL,
  attempt_number integer NOT NULL,
  delivery_trigger text NOT NULL,
  attempt_status text NOT NULL,
  outcome jsonb NOT NULL,
  started_at timestamptz NOT NULL,
  completed_at timestamptz,
  PRIMARY KEY (environment_id, webhook_delivery_attempt_id),
  FOREIGN KEY (environment_id, webhook_delivery_id) REFERENCES webhook_deliveries
);
CREATE INDEX webhook_delivery_attempts_by_delivery ON webhook_delivery_attempts (environment_id, webhook_delivery_id, attempt_number);

-- How long a first attempt is held back in a sandbox with these faults: the delay of all, and of the share that is reordered a
-- random while on top. Chance follows from `dice`: the same delivery in two equal sandboxes has the same. Source: docs/guides/faults.md.
CREATE FUNCTION webhook_hold(faults jsonb, dice text) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT interval '1 millisecond' * (
    1000 * coalesce((faults #>> '{webhook_delays,delay_seconds}')::bigint, 0)
    + CASE WHEN rolled.is_hit < (faults #>> '{webhook_reordering,rate}')::double precision
        THEN floor(1000 * (faults #>> '{webhook_reordering,max_delay_seconds}')::double precision * rolled.share)
        ELSE 0 END)
  FROM (SELECT ('x' || substr(md5('hit ' || dice), 1, 8))::bit(32)::bigint / 4294967296.0 AS is_hit,
               ('x' || substr(md5('share ' || dice), 1, 8))::bit(32)::bigint / 4294967296.0 AS share) rolled
$$;
