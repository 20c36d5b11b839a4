CREATE TABLE payment_intents (
  environment_id text NOT NULL,
  payment_intent_id text NOT NULL,
  order_id text,
  customer_id text,
  external_reference_id text,
  status text NOT NULL,
  origin text NOT NULL,
  payment_flow text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  captured bigint NOT NULL CHECK (captured >= 0),
  refunded bigint NOT NULL CHECK (refunded BETWEEN 0 AND captured),
  refund_status text NOT NULL,
  risk_level text NOT NULL DEFAULT 'not_assessed',
  receipt_email text,
  version bigint NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, payment_intent_id),
  FOREIGN KEY (environment_id, order_id) REFERENCES orders
) WITH (fillfactor = 70);
CREATE INDEX payment_intents_by_order ON payment_intents (environment_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX payment_intents_by_customer ON payment_intents (environment_id, customer_id, payment_intent_id) WHERE customer_id IS NOT NULL;
CREATE INDEX payment_intents_by_status ON payment_intents (environment_id, status, payment_intent_id);
CREATE INDEX payment_intents_by_update ON payment_intents (environment_id, updated_at, payment_intent_id);
CREATE INDEX payment_intents_by_amount ON payment_intents (environment_id, amount, payment_intent_id);
-- Of what most payments have there is a lot on every page; what few have is found by these.
CREATE INDEX payment_intents_by_origin ON payment_intents (environment_id, origin, payment_intent_id) WHERE origin <> 'api';
CREATE INDEX payment_intents_by_flow ON payment_intents (environment_id, payment_flow, payment_intent_id) WHERE payment_flow <> 'api';
CREATE INDEX payment_intents_by_refund_status ON payment_intents (environment_id, refund_status, payment_intent_id)
  WHERE refund_status <> 'none';
CREATE INDEX payment_intents_by_risk ON payment_intents (environment_id, risk_level, payment_intent_id)
  WHERE risk_level NOT IN ('normal', 'not_assessed');
CREATE INDEX payment_intents_by_reference ON payment_intents (environment_id, external_reference_id) WHERE external_reference_id IS NOT NULL;

CREATE TABLE order_payment_attempts (
  environment_id text NOT NULL,
  attempt_id text NOT NULL,
  order_id text NOT NULL,
  status text NOT NULL,
  document jsonb NOT NULL,
  started_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, attempt_id),
  FOREIGN KEY (environment_id, order_id) REFERENCES orders
);
CREATE INDEX order_payment_attempts_by_order ON order_payment_attempts (environment_id, order_id, attempt_id);

-- One-time stand-ins for the details of a card or a bank account. Of either there is only what may be shown, a keyed
-- fingerprint, and in sandboxes the name of the documented test card or account.
CREATE TABLE card_tokens (
  environment_id text NOT NULL,
  token_id text NOT NULL,
  card jsonb,
  bank_account jsonb,
  test_card text,
  checkout_session_id text,
  used_at timestamptz,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, token_id),
  CHECK ((card IS NULL) <> (bank_account IS NULL))
);
CREATE INDEX card_tokens_by_expiry ON card_tokens (expires_at);

-- Double entry, only ever appended; the entries of one posting add up to zero.
CREATE TABLE ledger_entries (
  environment_id text NOT NULL,
  posting_id text NOT NULL,
  entry_number smallint NOT NULL,
  kind text NOT NULL,
  account text NOT NULL,
  currency text NOT NULL,
  -- Debits positive, credits negative, in minor units.
  amount bigint NOT NULL CHECK (amount <> 0),
  order_id text,
  payment_intent_id text,
  refund_id text,
  processor_reference text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, posting_id, entry_number)
);
CREATE INDEX ledger_entries_by_order ON ledger_entries (environment_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX ledger_entries_by_payment ON ledger_entries (environment_id, payment_intent_id);

CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger entries are only ever appended';
END $$;
CREATE TRIGGER ledger_entries_are_append_only BEFORE UPDATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE TABLE refunds (
  environment_id text NOT NULL,
  refund_id text NOT NULL,
  order_id text,
  -- One refund can give money back from several payments.
  payment_intent_ids text[] NOT NULL,
  customer_id text,
  external_reference_id text,
  status text NOT NULL,
  reason text,
  refund_method text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  version bigint NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, refund_id),
  FOREIGN KEY (environment_id, order_id) REFERENCES orders
);
CREATE INDEX refunds_by_order ON refunds (environment_id, order_id, refund_id);
CREATE INDEX refunds_by_payment ON refunds USING gin (payment_intent_ids);
CREATE INDEX refunds_by_status ON refunds (environment_id, status, refund_id);
CREATE INDEX refunds_by_update ON refunds (environment_id, updated_at, refund_id);
CREATE INDEX refunds_by_amount ON refunds (environment_id, amount, refund_id);
CREATE INDEX refunds_by_customer ON refunds (environment_id, customer_id, refund_id) WHERE customer_id IS NOT NULL;
CREATE INDEX refunds_by_reference ON refunds (environment_id, external_reference_id) WHERE external_reference_id IS NOT NULL;
