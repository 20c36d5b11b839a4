-- What is filtered, sorted or locked has a column; the parts of an order are one document, read and written whole.
CREATE TABLE orders (
  environment_id text NOT NULL,
  order_id text NOT NULL,
  order_number bigint NOT NULL,
  customer_id text,
  external_reference_id text,
  status text NOT NULL CHECK (status IN ('open', 'closed')),
  payment_status text NOT NULL CHECK (payment_status IN ('unpaid', 'partially_paid', 'paid')),
  refund_status text NOT NULL CHECK (refund_status IN ('none', 'partially_refunded', 'refunded')),
  origin text NOT NULL,
  currency text NOT NULL,
  total bigint NOT NULL CHECK (total >= 0),
  outstanding bigint NOT NULL CHECK (outstanding >= 0),
  paid bigint NOT NULL CHECK (paid >= 0),
  refunded bigint NOT NULL CHECK (refunded BETWEEN 0 AND paid),
  revision bigint NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, order_id),
  UNIQUE (environment_id, order_number)
) WITH (fillfactor = 70);
-- Newest first without a sort_by uses the primary key. Each of these serves one documented filter or sort.
CREATE INDEX orders_by_update ON orders (environment_id, updated_at, order_id);
CREATE INDEX orders_by_customer ON orders (environment_id, customer_id, order_id) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_by_reference ON orders (environment_id, external_reference_id, order_id) WHERE external_reference_id IS NOT NULL;
CREATE INDEX orders_by_status ON orders (environment_id, status, order_id);
CREATE INDEX orders_by_payment_status ON orders (environment_id, payment_status, order_id);
CREATE INDEX orders_by_refund_status ON orders (environment_id, refund_status, order_id) WHERE refund_status <> 'none';
CREATE INDEX orders_by_origin ON orders (environment_id, origin, order_id);
CREATE INDEX orders_by_currency ON orders (environment_id, currency, order_id);
CREATE INDEX orders_by_total ON orders (environment_id, total, order_id);
CREATE INDEX orders_by_outstanding ON orders (environment_id, outstanding, order_id);
-- Free text: any part of a reference, in any letter case.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX orders_by_text ON orders USING gin (environment_id, lower(external_reference_id) gin_trgm_ops)
  WHERE external_reference_id IS NOT NULL;

CREATE TABLE order_activities (
  environment_id text NOT NULL,
  order_activity_id text NOT NULL,
  order_id text NOT NULL,
  activity_type text NOT NULL,
  description text NOT NULL,
  balance_delta bigint NOT NULL,
  running_balance bigint NOT NULL,
  currency text NOT NULL,
  reference_type text,
  reference_id text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, order_id, order_activity_id),
  FOREIGN KEY (environment_id, order_id) REFERENCES orders
);
