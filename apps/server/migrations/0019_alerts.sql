-- How many calls of which key were answered in which minute, so that error rates need no walk through the log.
CREATE TABLE call_counts (
  environment_id text NOT NULL,
  -- By the environment's time.
  minute timestamptz NOT NULL,
  -- Empty where no key called: a buyer's page.
  api_key_id text NOT NULL DEFAULT '',
  calls integer NOT NULL,
  -- 4xx without 429, 5xx, and 429.
  client_errors integer NOT NULL,
  server_errors integer NOT NULL,
  rate_limited integer NOT NULL,
  PRIMARY KEY (environment_id, minute, api_key_id)
) WITH (fillfactor = 50);
-- Who was active lately, over all environments.
CREATE INDEX call_counts_by_minute ON call_counts (minute, environment_id);

-- What an environment has set of its rules; what is not named here is as the program has it.
CREATE TABLE alert_rules (
  environment_id text NOT NULL,
  version bigint NOT NULL,
  document jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id)
);

CREATE TABLE alerts (
  environment_id text NOT NULL,
  alert_id text NOT NULL,
  rule text NOT NULL,
  -- What it is about, where a rule can hold for several things at once: an endpoint's id; else empty.
  subject_id text NOT NULL,
  -- What was found when it opened.
  measured jsonb NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (environment_id, alert_id)
);
CREATE UNIQUE INDEX one_open_alert ON alerts (environment_id, rule, subject_id) WHERE closed_at IS NULL;
CREATE INDEX alerts_by_closing ON alerts (closed_at) WHERE closed_at IS NOT NULL;

-- Deliveries that failed at least once and are tried again: the few endpoints that do not answer, over all environments.
CREATE INDEX webhook_deliveries_retried ON webhook_deliveries (environment_id, webhook_endpoint_id, created_at)
  WHERE next_attempt_at IS NOT NULL AND automatic_attempt_count > 0;

-- Test events are few: whether an endpoint took one is asked of the way to live mode.
CREATE INDEX events_of_tests ON events (environment_id, event_id) WHERE is_test;
