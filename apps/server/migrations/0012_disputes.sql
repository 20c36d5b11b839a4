-- A cardholder's bank asks for a payment back, or asks about it.
CREATE TABLE disputes (
  environment_id text NOT NULL,
  dispute_id text NOT NULL,
  payment_intent_id text NOT NULL,
  order_id text,
  customer_id text,
  status text NOT NULL,
  reason text NOT NULL,
  case_type text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  evidence_due_at timestamptz,
  version bigint NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, dispute_id),
  FOREIGN KEY (environment_id, payment_intent_id) REFERENCES payment_intents
);
CREATE INDEX disputes_by_payment ON disputes (environment_id, payment_intent_id, dispute_id);
CREATE INDEX disputes_by_order ON disputes (environment_id, order_id, dispute_id) WHERE order_id IS NOT NULL;
CREATE INDEX disputes_by_customer ON disputes (environment_id, customer_id, dispute_id) WHERE customer_id IS NOT NULL;
CREATE INDEX disputes_by_status ON disputes (environment_id, status, dispute_id);
CREATE INDEX disputes_by_reason ON disputes (environment_id, reason, dispute_id);
CREATE INDEX disputes_by_case_type ON disputes (environment_id, case_type, dispute_id);
CREATE INDEX disputes_by_deadline ON disputes (environment_id, evidence_due_at) WHERE evidence_due_at IS NOT NULL;

ALTER TABLE payment_intents ADD COLUMN dispute_status text NOT NULL DEFAULT 'none';
CREATE INDEX payment_intents_by_dispute ON payment_intents (environment_id, dispute_status, payment_intent_id)
  WHERE dispute_status <> 'none';

ALTER TABLE ledger_entries ADD COLUMN dispute_id text;
