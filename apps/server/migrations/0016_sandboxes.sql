-- Two sandboxes that are created at once with one name: one wins. Archiving gives a name free.
CREATE UNIQUE INDEX one_sandbox_name ON environments (merchant_id, lower(name)) WHERE mode = 'test' AND status = 'active';

-- The content of a sandbox can be replaced as a whole (reset, import). Whoever does that holds the sandbox alone; each write
-- of a call or a worker holds it together with all other writes, from its statement until it commits. A write never waits
-- for it here, because it may hold rows that the other one is about to delete: it fails, and is done again afterwards.
CREATE FUNCTION share_environment(environment text) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_try_advisory_xact_lock_shared(720314, hashtext(environment)) THEN
    RAISE EXCEPTION 'The content of the environment is being replaced' USING ERRCODE = 'FL001';
  END IF;
  RETURN 1;
END $$;

-- A document names its environment, and what is read from it is saved under that name. So no row may hold a document of another
-- environment, whoever wrote it: a save would then reach into that one.
ALTER TABLE orders ADD CONSTRAINT orders_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE payment_intents ADD CONSTRAINT payment_intents_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE order_payment_attempts ADD CONSTRAINT order_payment_attempts_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE refunds ADD CONSTRAINT refunds_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE disputes ADD CONSTRAINT disputes_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE checkout_sessions ADD CONSTRAINT checkout_sessions_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE customers ADD CONSTRAINT customers_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE customer_addresses ADD CONSTRAINT customer_addresses_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE payment_methods ADD CONSTRAINT payment_methods_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE products ADD CONSTRAINT products_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE product_variants ADD CONSTRAINT product_variants_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE bundles ADD CONSTRAINT bundles_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE modifier_groups ADD CONSTRAINT modifier_groups_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);
ALTER TABLE modifier_sets ADD CONSTRAINT modifier_sets_document_is_of_its_environment CHECK (document ->> 'environmentId' = environment_id);

-- A sandbox's time must be one that can be counted with: the worker asks for it in statements over all environments.
ALTER TABLE environments ADD CONSTRAINT environments_clock_is_bounded CHECK (
  clock_offset_ms BETWEEN -3155760000000 AND 3155760000000
  AND (clock_frozen_at IS NULL OR clock_frozen_at BETWEEN '1970-01-01Z' AND '2101-01-01Z'));
