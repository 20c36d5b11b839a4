-- Who pays. What is filtered, sorted, unique or locked has a column; the rest is one document.
CREATE TABLE customers (
  environment_id text NOT NULL,
  customer_id text NOT NULL,
  -- The address in lower case: one customer has it. Null once the customer was erased, which frees it.
  email_key text,
  external_reference_id text,
  version bigint NOT NULL,
  document jsonb NOT NULL,
  -- Set when the personal data was erased: what is left is a number that orders and payments go on naming.
  erased_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, customer_id),
  CHECK ((email_key IS NULL) = (erased_at IS NOT NULL))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX customers_by_email ON customers (environment_id, email_key);
CREATE INDEX customers_by_update ON customers (environment_id, updated_at, customer_id);
CREATE INDEX customers_by_reference ON customers (environment_id, external_reference_id, customer_id) WHERE external_reference_id IS NOT NULL;
-- Free text: any part of these, in any letter case.
CREATE INDEX customers_by_text ON customers USING gin (
  environment_id, lower(email_key) gin_trgm_ops, lower(document ->> 'name') gin_trgm_ops,
  lower(document ->> 'phone') gin_trgm_ops, lower(external_reference_id) gin_trgm_ops) WHERE erased_at IS NULL;

CREATE TABLE customer_addresses (
  environment_id text NOT NULL,
  customer_id text NOT NULL,
  customer_address_id text NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, customer_id, customer_address_id),
  FOREIGN KEY (environment_id, customer_id) REFERENCES customers
);

CREATE TABLE customer_deletion_requests (
  environment_id text NOT NULL,
  customer_deletion_request_id text NOT NULL,
  customer_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending_review', 'completed', 'rejected')),
  requested_at timestamptz NOT NULL,
  resolved_at timestamptz,
  PRIMARY KEY (environment_id, customer_deletion_request_id),
  FOREIGN KEY (environment_id, customer_id) REFERENCES customers
);
CREATE INDEX customer_deletion_requests_by_customer
  ON customer_deletion_requests (environment_id, customer_id, customer_deletion_request_id);
CREATE INDEX customer_deletion_requests_by_status
  ON customer_deletion_requests (environment_id, status, customer_deletion_request_id);
CREATE UNIQUE INDEX one_running_customer_deletion
  ON customer_deletion_requests (environment_id, customer_id) WHERE status = 'pending_review';
