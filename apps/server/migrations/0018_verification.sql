-- What a merchant is beyond its name: one for live mode and all sandboxes, so control data as the merchants themselves.
ALTER TABLE merchants
  ADD COLUMN version bigint NOT NULL DEFAULT 1,
  ADD COLUMN metadata jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN reporting_timezone text NOT NULL DEFAULT 'UTC',
  ADD COLUMN updated_at timestamptz;

-- Who the merchant is, proven to whoever answers for taking its money: one account each. A merchant without a row has not begun.
CREATE TABLE merchant_accounts (
  merchant_id text PRIMARY KEY REFERENCES merchants,
  -- Grows by one with every change.
  version bigint NOT NULL,
  review_state text NOT NULL CHECK (review_state IN ('collecting', 'in_review', 'approved', 'rejected')),
  is_paused boolean NOT NULL,
  -- When it was handed in last; for the queue of reviewers.
  submitted_at timestamptz,
  -- Everything else, read whole. Tax ids, social security digits and bank account numbers stand in it sealed.
  document jsonb NOT NULL,
  -- The readiness and capabilities that the last events told of: the next ones are sent when these are other ones.
  announced jsonb NOT NULL,
  -- By which processor and verifier that was worked out: with others it has to be done again.
  basis text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX merchant_accounts_by_state ON merchant_accounts (review_state, updated_at, merchant_id);
CREATE INDEX merchant_accounts_by_change ON merchant_accounts (updated_at, merchant_id);

-- The bytes of what was handed in, sealed; its name, kind and size stand in the account.
CREATE TABLE merchant_documents (
  merchant_id text NOT NULL REFERENCES merchants,
  document_id text NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, document_id)
);
ALTER TABLE merchant_documents ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- What was decided about an account, by whom and why: only ever appended.
CREATE TABLE merchant_decisions (
  merchant_id text NOT NULL REFERENCES merchants,
  decision_id text NOT NULL,
  decision text NOT NULL,
  decided_by text NOT NULL,
  message text,
  fields text[] NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, decision_id)
);
