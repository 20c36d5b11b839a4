-- Saved cards. Of the card itself there is only what may be shown, a keyed fingerprint, and in sandboxes the name of the
-- documented test card, in live mode the processor's name for the card (`processorToken`); never a number, never a security code.
CREATE TABLE payment_methods (
  environment_id text NOT NULL,
  payment_method_id text NOT NULL,
  customer_id text NOT NULL,
  type text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'active', 'expired', 'removed', 'failed')),
  usage text NOT NULL CHECK (usage IN ('on_session', 'off_session')),
  -- Null until a card is known.
  fingerprint text,
  -- The first instant at which the card is no longer good.
  card_expires_at timestamptz,
  version bigint NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, payment_method_id),
  FOREIGN KEY (environment_id, customer_id) REFERENCES customers
);
CREATE INDEX payment_methods_by_customer ON payment_methods (environment_id, customer_id, payment_method_id);
CREATE INDEX payment_methods_by_status ON payment_methods (environment_id, status, payment_method_id);
-- A customer keeps the same card once.
CREATE UNIQUE INDEX payment_methods_by_card ON payment_methods (environment_id, customer_id, fingerprint) WHERE status = 'active';
