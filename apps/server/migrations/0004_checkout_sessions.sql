CREATE TABLE checkout_sessions (
  environment_id text NOT NULL,
  checkout_session_id text NOT NULL,
  order_id text NOT NULL,
  customer_id text,
  external_reference_id text,
  status text NOT NULL CHECK (status IN ('open', 'paid', 'partially_paid', 'expired', 'closed', 'invalidated')),
  origin text NOT NULL,
  expires_at timestamptz NOT NULL,
  version bigint NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, checkout_session_id),
  FOREIGN KEY (environment_id, order_id) REFERENCES orders,
  -- Checked at the end of a statement, because one statement both ends a session and opens the one that replaces it.
  CONSTRAINT one_open_checkout_session EXCLUDE USING btree (environment_id WITH =, order_id WITH =)
    WHERE (status = 'open') DEFERRABLE INITIALLY IMMEDIATE
) WITH (fillfactor = 70);
CREATE INDEX checkout_sessions_by_order ON checkout_sessions (environment_id, order_id, checkout_session_id);
CREATE INDEX checkout_sessions_by_status ON checkout_sessions (environment_id, status, checkout_session_id);
CREATE INDEX checkout_sessions_by_update ON checkout_sessions (environment_id, updated_at, checkout_session_id);
CREATE INDEX checkout_sessions_by_expiry ON checkout_sessions (environment_id, expires_at, checkout_session_id);
