/** The test vector of contract, flint-platform 17.3. */
export const vector = {
  secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  eventId: 'whev_01K9ABCDEFGHJKMNPQRSTVWXYZ',
  timestamp: 1791190800,
  body: '{"webhook_event_id":"whev_01K9ABCDEFGHJKMNPQRSTVWXYZ","event_type":"payment_intent.succeeded","payload_version":1,"mode":"test","merchant_id":"mer_01K9ABCDEFGHJKMNPQRSTVWXY0","created_at":"2026-10-05T09:00:00Z","api_version":"2026-09-07","request":null,"data":{"payment_intent_id":"pi_01K9ABCDEFGHJKMNPQRSTVWXY1"}}',
  webhookSignature: 'v1,2UQKo6aNsBCmL5KdcggkZacpiHKDVWqpkQnurP8PjQw=',
  olderSignature: 't=1791190800,v1=3c1d1b5624c6b4339dcd49ef825490077bbb2ccf0a241c3b3195a4803fda1d30',
}
