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
