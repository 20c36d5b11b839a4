-- What developers say of the product to the people who run this server.
CREATE TABLE feedback_reports (
  environment_id text NOT NULL,
  feedback_report_id text NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, feedback_report_id)
);
