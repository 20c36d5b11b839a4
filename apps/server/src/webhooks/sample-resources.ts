import { dayMs, plusMs } from '../platform/clock/clock.ts'
import type { SampleContext, SampleData } from './sample-context.ts'

/** A whole customer. Source: contract, flint-commerce 13. */
export function sampleCustomer({ newId, now, merchantId }: SampleContext): SampleData {
  return {
    customer_id: newId('cus'),
    merchant_id: merchantId,
    version: 1,
    email: 'jamie.sample@example.com',
    name: 'Jamie Sample',
    phone: null,
    group_id: null,
    internal_note: null,
    is_verified: false,
    tax_exempt: false,
    tax_identity: null,
    default_payment_method_id: null,
    default_invoice_payment_term_id: null,
    billing_address: null,
    shipping_address: null,
    receivables: [],
    external_reference_id: null,
    metadata: {},
    created_at: now,
    updated_at: now,
  }
}

export function sampleCustomerDeletion(
  { newId, now }: SampleContext,
  status: 'pending_review' | 'completed' | 'rejected',
): SampleData {
  return {
    customer_deletion_request_id: newId('cdel'),
    customer_id: newId('cus'),
    status,
    retention_policy: 'retain_required_commerce_records',
    requested_at: now,
    resolved_at: status === 'pending_review' ? null : now,
  }
}

/** The short form of a session that its endings carry. Source: contract, flint-platform 18.2. */
export function sampleEndedSession(
  { newId, now }: SampleContext,
  ending: { status: 'closed' | 'expired' | 'invalidated'; reason: 'api' | 'expired' | 'order_mutated' },
): SampleData {
  return {
    checkout_session_id: newId('cs'),
    ...ending,
    resource_updated_at: now,
    order_id: newId('ord'),
    invoice_id: null,
    payment_link_id: null,
    expired_at: ending.status === 'expired' ? now : null,
    superseding_checkout_session_id: null,
  }
}

/** A whole paid session. Source: contract, flint-commerce 8.2. */
export function samplePaidSession({ newId, now }: SampleContext): SampleData {
  return {
    checkout_session_id: newId('cs'),
    status: 'paid',
    terminal_reason: 'payment_succeeded',
    surface: 'hosted',
    order_id: newId('ord'),
    customer_id: newId('cus'),
    origin: 'checkout',
    payment_intent_ids: [newId('pi')],
    expires_at: plusMs(now, dayMs),
    recovery_mode: 'none',
    delivery_method_ids: [],
    delivery_selection_required: false,
    problems: [],
    redirects: { success_redirect_url: 'https://shop.example/thanks' },
    expiration: null,
    invoice_id: null,
    payment_link_id: null,
    buyer_contact: null,
    external_reference_id: null,
    metadata: {},
    resource_updated_at: now,
    created_at: now,
    updated_at: now,
  }
}

/** Source: contract, flint-platform 14. */
export function sampleCapability({ now }: SampleContext): SampleData {
  return {
    capability: 'accept_card_payments',
    domain: 'payments',
    status: 'ready',
    requirements: {
      currently_due_fields: [],
      past_due_fields: [],
      eventually_due_fields: [],
      pending_verification_fields: [],
      current_deadline_at: null,
      disabled_reason: null,
    },
    blocked_reasons: [],
    next_actions: [],
    observed_at: now,
  }
}

/** Source: contract, flint-platform 13.2 and 18.2. */
export function sampleReadiness({ newId, now, merchantId }: SampleContext): SampleData {
  const ready = { status: 'ready', status_reason: null, next_actions: [] }
  return {
    merchant_id: merchantId,
    merchant_environment_id: newId('menv'),
    business_name: 'Sample Shop',
    payments: ready,
    payouts: ready,
    requirements: {
      currently_due: [],
      past_due: [],
      eventually_due: [],
      pending_verification: [],
      disabled_reason: null,
    },
    observed_at: now,
  }
}

/** A rule that found too many declines, and later did not any more. */
export function sampleAlert({ newId, now }: SampleContext, status: 'open' | 'closed'): SampleData {
  return {
    alert_id: newId('alert'),
    rule: 'decline_rate',
    status,
    mode: 'live',
    sandbox_id: null,
    title: '40 % of payments are declined',
    message:
      'Of the 50 payments of the last hour 40 % were declined; more than 30 % opens this alert. Look at which decline codes they have in common.',
    webhook_endpoint_id: null,
    value: 40,
    unit: 'percent',
    threshold: 30,
    sample_count: 50,
    opened_at: now,
    closed_at: status === 'closed' ? now : null,
  }
}
