CREATE TABLE promotions (
  environment_id text NOT NULL,
  promotion_id text NOT NULL,
  -- Those that were made as a coupon, the older view of the same store.
  coupon_id text,
  name text NOT NULL,
  redemption_type text NOT NULL CHECK (redemption_type IN ('automatic', 'code')),
  discount_class text NOT NULL CHECK (discount_class IN ('order', 'line_item', 'service_charge')),
  is_active boolean NOT NULL,
  starts_at timestamptz,
  ends_at timestamptz,
  max_uses bigint CHECK (max_uses > 0),
  max_uses_per_customer bigint CHECK (max_uses_per_customer > 0),
  version bigint NOT NULL,
  document jsonb NOT NULL,
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, promotion_id)
) WITH (fillfactor = 70);
CREATE INDEX promotions_by_update ON promotions (environment_id, updated_at, promotion_id);
CREATE INDEX promotions_by_name ON promotions (environment_id, name, promotion_id);
CREATE INDEX promotions_by_redemption_type ON promotions (environment_id, redemption_type, promotion_id);
CREATE INDEX promotions_by_discount_class ON promotions (environment_id, discount_class, promotion_id);
CREATE INDEX promotions_in_force ON promotions (environment_id, promotion_id)
  WHERE redemption_type = 'automatic' AND is_active AND archived_at IS NULL;
CREATE INDEX coupons_by_id ON promotions (environment_id, coupon_id) WHERE coupon_id IS NOT NULL;

CREATE TABLE promotion_codes (
  environment_id text NOT NULL,
  promotion_code_id text NOT NULL,
  promotion_id text NOT NULL,
  code text NOT NULL,
  -- Two codes that differ in case only are one.
  code_key text NOT NULL,
  is_active boolean NOT NULL,
  expires_at timestamptz,
  max_uses bigint CHECK (max_uses > 0),
  version bigint NOT NULL,
  deleted_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, promotion_code_id),
  FOREIGN KEY (environment_id, promotion_id) REFERENCES promotions
) WITH (fillfactor = 70);
-- Codes of archived promotions are deleted ones: they can be given out again.
CREATE UNIQUE INDEX one_promotion_code ON promotion_codes (environment_id, code_key) WHERE deleted_at IS NULL;
CREATE INDEX promotion_codes_by_promotion ON promotion_codes (environment_id, promotion_id, promotion_code_id);

-- One row for each order that has the promotion: reserved while it is unpaid, redeemed from then on. No foreign key to
-- promotions, which are never deleted: with one, all orders of a shop-wide promotion would lock one row.
CREATE TABLE promotion_uses (
  environment_id text NOT NULL,
  order_id text NOT NULL,
  promotion_id text NOT NULL,
  promotion_code_id text,
  customer_id text,
  status text NOT NULL CHECK (status IN ('reserved', 'redeemed')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, order_id, promotion_id)
) WITH (fillfactor = 80);
CREATE INDEX promotion_uses_by_customer ON promotion_uses (environment_id, promotion_id, customer_id)
  WHERE customer_id IS NOT NULL;

-- How many uses there are: `taken` counts reserved and redeemed ones. Spread over slots by order, so that orders with the same
-- promotion seldom wait for one row. An empty code is the promotion as a whole.
CREATE TABLE promotion_use_counts (
  environment_id text NOT NULL,
  promotion_id text NOT NULL,
  promotion_code_id text NOT NULL,
  slot smallint NOT NULL,
  taken bigint NOT NULL,
  redeemed bigint NOT NULL,
  PRIMARY KEY (environment_id, promotion_id, promotion_code_id, slot)
) WITH (fillfactor = 50);

-- As functions, because a volatile function sees what was committed while its statement waited for a row lock; a subquery
-- of that statement does not. Limits are decided on what these say.
CREATE FUNCTION promotion_uses_taken(environment text, promotion text, code text) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT coalesce(sum(taken), 0) FROM promotion_use_counts
          WHERE environment_id = environment AND promotion_id = promotion AND promotion_code_id = code);
END $$;

CREATE FUNCTION promotion_uses_of_customer(environment text, promotion text, customer text) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT count(*) FROM promotion_uses
          WHERE environment_id = environment AND promotion_id = promotion AND customer_id = customer);
END $$;
