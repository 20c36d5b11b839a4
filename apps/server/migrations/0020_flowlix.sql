-- What Flowlix's clients call a payment: an order with one payment, by another name.
CREATE TABLE flowlix_payments (
  environment_id text NOT NULL,
  payment_id text NOT NULL,
  order_id text NOT NULL,
  status text NOT NULL CHECK (
    status IN ('open', 'pending', 'requires_action', 'processing', 'succeeded', 'refunded', 'failed', 'canceled', 'expired')
  ),
  -- Everything that is only shown; amounts and the ids of the engine's records too.
  document jsonb NOT NULL CONSTRAINT flowlix_payments_document_is_of_its_environment
    CHECK (document ->> 'environmentId' = environment_id),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, payment_id),
  FOREIGN KEY (environment_id, order_id) REFERENCES orders
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX flowlix_payments_by_order ON flowlix_payments (environment_id, order_id);
-- Newest first, ties by id; with and without a status.
CREATE INDEX flowlix_payments_by_creation ON flowlix_payments (environment_id, created_at, payment_id);
CREATE INDEX flowlix_payments_by_status ON flowlix_payments (environment_id, status, created_at, payment_id);
