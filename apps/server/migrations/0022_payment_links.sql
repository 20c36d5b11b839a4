-- What is filtered, sorted, counted against or locked has a column; the rest is one document.
CREATE TABLE payment_links (
  environment_id text NOT NULL,
  payment_link_id text NOT NULL,
  name text NOT NULL,
  external_reference_id text,
  status text NOT NULL CHECK (status IN ('active', 'inactive')),
  payment_link_type text NOT NULL CHECK (payment_link_type IN ('standard', 'donation', 'event')),
  max_completions bigint CHECK (max_completions > 0),
  -- Tickets of an event.
  max_total_quantity bigint CHECK (max_total_quantity > 0),
  ends_at timestamptz,
  -- Its public address, which is an id alone, leads here. A copy of a sandbox has links of the same ids, which are none.
  is_original boolean NOT NULL DEFAULT false,
  version bigint NOT NULL,
  document jsonb NOT NULL CONSTRAINT payment_links_document_is_of_its_environment
    CHECK (document ->> 'environmentId' = environment_id),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, payment_link_id)
) WITH (fillfactor = 80);
CREATE INDEX payment_links_by_update ON payment_links (environment_id, updated_at, payment_link_id);
CREATE INDEX payment_links_by_status ON payment_links (environment_id, status, payment_link_id);
CREATE INDEX payment_links_by_type ON payment_links (environment_id, payment_link_type, payment_link_id);
CREATE INDEX payment_links_by_reference ON payment_links (environment_id, external_reference_id, payment_link_id)
  WHERE external_reference_id IS NOT NULL;
CREATE INDEX payment_links_by_text ON payment_links
  USING gin (environment_id, lower(name) gin_trgm_ops, lower(external_reference_id) gin_trgm_ops);
-- A buyer brings the id alone.
CREATE INDEX payment_links_by_address ON payment_links (payment_link_id);

-- Orders that have a place on the link: `held` while a payment runs or part of the money is there, `completed` once paid.
-- Spread over slots by order where nothing limits the link, so that its buyers do not wait for one row.
CREATE TABLE payment_link_counts (
  environment_id text NOT NULL,
  payment_link_id text NOT NULL,
  slot smallint NOT NULL,
  held bigint NOT NULL,
  held_quantity bigint NOT NULL,
  completed bigint NOT NULL,
  quantity_sold bigint NOT NULL,
  PRIMARY KEY (environment_id, payment_link_id, slot)
) WITH (fillfactor = 50);

-- Moves the place of one order: none to held or taken, held to taken or none. A place too many undoes the transaction that
-- would have charged for it. A function, because each statement of a volatile one sees what was committed while it waited
-- for the lock; the legs of one statement do not.
CREATE FUNCTION move_payment_link_place(
  environment text, link text, of_order text, units bigint, was text, becomes text
) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  limited boolean;
  links_limits record;
  counted record;
BEGIN
  SELECT max_completions, max_total_quantity INTO links_limits
  FROM payment_links WHERE environment_id = environment AND payment_link_id = link;
  limited := links_limits.max_completions IS NOT NULL OR links_limits.max_total_quantity IS NOT NULL;
  IF was = 'none' THEN
    IF limited THEN
      SELECT max_completions, max_total_quantity INTO links_limits
      FROM payment_links WHERE environment_id = environment AND payment_link_id = link FOR NO KEY UPDATE;
      SELECT coalesce(sum(held + completed), 0) AS completions, coalesce(sum(held_quantity + quantity_sold), 0) AS quantity
      INTO counted FROM payment_link_counts WHERE environment_id = environment AND payment_link_id = link;
      IF counted.completions >= links_limits.max_completions OR counted.quantity + units > links_limits.max_total_quantity THEN
        RAISE EXCEPTION 'payment_link_capacity_claim_failed' USING ERRCODE = 'FL002';
      END IF;
    ELSE
      -- Keeps a limit out that is being set just now: it must count this one.
      SELECT max_completions, max_total_quantity INTO links_limits
      FROM payment_links WHERE environment_id = environment AND payment_link_id = link FOR SHARE;
      IF links_limits.max_completions IS NOT NULL OR links_limits.max_total_quantity IS NOT NULL THEN
        RAISE EXCEPTION 'The link was limited meanwhile' USING ERRCODE = '40001';
      END IF;
    END IF;
  END IF;
  INSERT INTO payment_link_counts AS counts
    (environment_id, payment_link_id, slot, held, held_quantity, completed, quantity_sold)
  VALUES (
    environment, link, CASE WHEN limited THEN 0 ELSE ascii(right(of_order, 1)) % 16 END,
    (becomes = 'held')::int - (was = 'held')::int,
    units * ((becomes = 'held')::int - (was = 'held')::int),
    (becomes = 'taken')::int, units * (becomes = 'taken')::int)
  ON CONFLICT (environment_id, payment_link_id, slot) DO UPDATE SET
    held = counts.held + excluded.held, held_quantity = counts.held_quantity + excluded.held_quantity,
    completed = counts.completed + excluded.completed, quantity_sold = counts.quantity_sold + excluded.quantity_sold;
  RETURN 1;
END $$;

ALTER TABLE checkout_sessions
  ADD COLUMN payment_link_id text,
  -- What the buyer was shown before they chose: good for one checkout.
  ADD COLUMN payment_link_resolution text;
CREATE INDEX checkout_sessions_by_link ON checkout_sessions (environment_id, payment_link_id, checkout_session_id)
  WHERE payment_link_id IS NOT NULL;
CREATE UNIQUE INDEX one_checkout_of_resolution ON checkout_sessions (environment_id, payment_link_resolution)
  WHERE payment_link_resolution IS NOT NULL;
