-- Where the events of Flowlix's payments go.
CREATE TABLE flowlix_webhook_endpoints (
  environment_id text NOT NULL,
  flowlix_webhook_endpoint_id text NOT NULL,
  url text NOT NULL,
  -- Empty: every event.
  enabled_events text[] NOT NULL,
  is_enabled boolean NOT NULL,
  description text,
  -- Sealed: it must be read again to sign.
  secret bytea NOT NULL,
  previous_secret bytea,
  previous_secret_until timestamptz,
  deleted_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, flowlix_webhook_endpoint_id)
);

-- What signs the notices to the callback addresses of single payments; made when it is first asked for.
CREATE TABLE flowlix_callback_secrets (
  environment_id text NOT NULL,
  secret bytea NOT NULL,
  previous_secret bytea,
  previous_secret_until timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id)
);

-- One event of a payment for one receiver, written in the transaction that caused it.
CREATE TABLE flowlix_notices (
  environment_id text NOT NULL,
  flowlix_notice_id text NOT NULL,
  -- As receivers see it: the same in every attempt, and for every receiver.
  event_id text NOT NULL,
  event_type text NOT NULL,
  payment_id text NOT NULL,
  refund_id text,
  -- The endpoint, or the payment's own callback address.
  flowlix_webhook_endpoint_id text,
  callback_url text,
  -- Who waits for whom: the endpoint's id, or scheme, host and port of the address.
  lane text NOT NULL,
  -- In which of the three forms the payment is shown.
  profile text NOT NULL CHECK (profile IN ('a', 'b', 'c')),
  status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed', 'suppressed')),
  attempt_count integer NOT NULL DEFAULT 0,
  automatic_attempt_count integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  is_on_own_clock boolean NOT NULL DEFAULT false,
  leased_until timestamptz,
  delivered_at timestamptz,
  -- The latest ones, oldest first.
  attempts jsonb NOT NULL DEFAULT '[]',
  -- Made at the first attempt, and sent again as it is.
  body text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, flowlix_notice_id),
  FOREIGN KEY (environment_id, payment_id) REFERENCES flowlix_payments,
  FOREIGN KEY (environment_id, flowlix_webhook_endpoint_id) REFERENCES flowlix_webhook_endpoints,
  CHECK ((flowlix_webhook_endpoint_id IS NULL) <> (callback_url IS NULL))
) WITH (fillfactor = 70);
CREATE INDEX flowlix_notices_by_lane ON flowlix_notices (environment_id, lane, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX flowlix_notices_by_due ON flowlix_notices (next_attempt_at) WHERE next_attempt_at IS NOT NULL AND NOT is_on_own_clock;
CREATE INDEX flowlix_notices_on_own_clock ON flowlix_notices (environment_id) WHERE next_attempt_at IS NOT NULL AND is_on_own_clock;
CREATE INDEX flowlix_notices_by_age ON flowlix_notices (created_at) WHERE next_attempt_at IS NULL;
CREATE INDEX flowlix_notices_by_payment ON flowlix_notices (environment_id, payment_id, flowlix_notice_id);
CREATE INDEX flowlix_notices_by_status ON flowlix_notices (environment_id, status, flowlix_notice_id);
CREATE INDEX flowlix_notices_by_endpoint ON flowlix_notices (environment_id, flowlix_webhook_endpoint_id, flowlix_notice_id)
  WHERE flowlix_webhook_endpoint_id IS NOT NULL;
